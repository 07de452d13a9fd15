# Writes OUTPUT, a C++ file that holds every questions/*.sql by its name. SQL stands in files of its
# own, so that it is read, tried and reviewed as SQL; a raw string literal carries it unchanged.
file(GLOB questions "${FOLDER}/*.sql")
list(SORT questions)
set(entries "")
foreach(question ${questions})
  get_filename_component(name "${question}" NAME_WE)
  file(READ "${question}" sql)
  string(APPEND entries "    {\"${name}\", R\"~~~(${sql})~~~\"},\n")
endforeach()
file(WRITE "${OUTPUT}"
  "#include \"reports/questions.h\"\n\n"
  "namespace inkoopmonitor::reports {\n\n"
  "const std::map<std::string_view, const char*>& questions() {\n"
  "  static const std::map<std::string_view, const char*> all = {\n${entries}  };\n"
  "  return all;\n}\n\n}  // namespace inkoopmonitor::reports\n")
