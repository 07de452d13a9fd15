// A kernel that cannot do all that protects a run: the run says so, once, and goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>
#include <iterator>

#include "tests/program.h"
#include "tests/system/made_pdf.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

using ::testing::HasSubstr;
using testing_support::made_contract;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

// From now on this process and its children live on a kernel without Landlock.
void lose_landlock() {
  sock_filter steps[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_landlock_create_ruleset, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog program = {std::size(steps), steps};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
    ::_exit(125);
}

TEST(OldKernel, IsToldOnceAndReadsAllTheSame) {
  const TemporaryFolder folder;
  for (int year = 2015; year < 2018; ++year)
    folder.write("in/" + std::to_string(year) + ".pdf", made_contract("Utrecht", year));
  Program program(folder.path());
  program.before_start = lose_landlock;
  const Outcome import = program.run({"import", "in", "--year", "2019"});
  EXPECT_EQ(import.status, 0) << import.errors;
  EXPECT_THAT(import.output, HasSubstr("read 3 documents"));
  const std::string said = "note: this kernel has no Landlock";
  const std::size_t first = import.errors.find(said);
  ASSERT_NE(first, std::string::npos) << import.errors;
  EXPECT_EQ(import.errors.find("Landlock", first + said.size()), std::string::npos)
      << import.errors;
}

}  // namespace
}  // namespace inkoopmonitor
