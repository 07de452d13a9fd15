# Run by ctest before it begins: one test for each suite of a program. What tests of a suite set up
# together, and what a program loads once (rules, the register, models), would be made anew for each
# test that has a process of its own.

# add_suites(PROGRAM NAME PROPERTIES…): tests NAME.SUITE.
function(add_suites program name)
  if(NOT EXISTS ${program})
    add_test(${name}.is_not_built ${program})
    return()
  endif()
  execute_process(COMMAND ${program} --gtest_list_tests
                  OUTPUT_VARIABLE listed COMMAND_ERROR_IS_FATAL ANY)
  # A suite's line ends with a dot; those of its tests are indented.
  string(REGEX MATCHALL "(^|\n)[A-Za-z0-9_/]+\\." suites "${listed}")
  foreach(suite ${suites})
    string(REGEX REPLACE "[\n.]" "" suite "${suite}")
    add_test(${name}.${suite} ${program} --gtest_filter=${suite}.*)
    set_tests_properties(${name}.${suite} PROPERTIES ${ARGN})
  endforeach()
endfunction()
