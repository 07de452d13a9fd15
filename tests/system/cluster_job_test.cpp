// What a cluster is asked and how it is understood, by commands that stand in for Slurm's: they
// note how they were called and answer what the test wrote. With a real Slurm: cluster.sh.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <cstdlib>
#include <sstream>

#include "reports/csv.h"
#include "tests/program.h"
#include "tests/system/made_pdf.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;
using testing_support::bytes_of;
using testing_support::Outcome;
using testing_support::Program;
using testing_support::TemporaryFolder;

// A folder with a plan of three shares, and commands that stand in for those of a cluster.
class Cluster : public ::testing::Test {
 protected:
  Cluster() : program(folder.path()) {
    for (const int year : {2018, 2019, 2020})
      folder.write("archief/" + std::to_string(year) + ".pdf",
                   testing_support::made_contract("Goes", year));
    program.before_start = [this] {
      ::setenv("PATH", (commands().native() + ":/usr/bin:/bin").c_str(), 1);
    };
    answer("squeue", "");
    answer("sbatch", "echo $((16 + $(wc -l <" + commands().native() + "/sbatch.calls)))");
    for (const char* name : {"scontrol", "sacct"}) answer(name, "exit 1");
    EXPECT_EQ(program.run({"cluster", "plan", "3", "archief", "--year", "2020"}).status, 0);
  }

  fs::path commands() const { return folder.path() / "commands"; }

  // The command of this name does what the lines say.
  void answer(const std::string& name, const std::string& lines) const {
    const fs::path file =
        folder.write("commands/" + name, "#!/bin/sh\necho \"$*\" >>\"$0.calls\"\n" + lines + "\n");
    ::chmod(file.c_str(), 0755);
  }

  // How it was called, a line a call; forgotten after it.
  std::vector<std::string> calls(const std::string& name) const {
    const fs::path file = commands() / (name + ".calls");
    std::istringstream lines(bytes_of(file));
    std::vector<std::string> all;
    for (std::string line; std::getline(lines, line);) all.push_back(line);
    fs::remove(file);
    return all;
  }

  void tell(int share, const std::string& state, const std::string& log) const {
    const std::string number = "0000" + std::to_string(share);
    folder.write("cluster/shares/" + number + ".csv",
                 "state,result,documents\n" + state + ",offered,1\n" + state + ",read,1\n");
    folder.write("cluster/shares/" + number + ".task",
                 "7_" + std::to_string(share) + ",n1,2026-01-01T10:00:00Z,0\n");
    folder.write("cluster/logs/" + std::to_string(share) + ".log", log);
  }

  // State and reason of each share and of the merging.
  std::vector<std::string> states(int status) const {
    const Outcome outcome = program.run({"cluster", "status", "--format", "csv"});
    EXPECT_EQ(outcome.status, status) << outcome.output << outcome.errors;
    std::vector<std::string> all;
    for (const reports::CsvRow& row : reports::parse_csv(outcome.output, "status").rows)
      all.push_back(row.fields[0] + " " + row.fields[1] + ": " + row.fields.back());
    return all;
  }

  // Does a share as a node would.
  Outcome run_task(const std::string& share) const {
    const std::string out = (folder.path() / "said").native();
    const std::string command =
        "cd " + folder.path().native() + " && PATH=" + commands().native() +
        ":$PATH TMPDIR=" + (folder.path() / "node").native() + " SLURM_ARRAY_TASK_ID=" + share +
        " SLURM_ARRAY_JOB_ID=7 SLURM_JOB_ID=8 SLURMD_NODENAME=n1 bash job.sh >" + out + " 2>&1";
    Outcome outcome;
    const int status = std::system(command.c_str());
    outcome.status = WEXITSTATUS(status);
    outcome.output = bytes_of(out);
    return outcome;
  }

  const TemporaryFolder folder;
  Program program;
};

const std::vector<std::string> submitting = {"cluster", "script", "--submit"};

TEST_F(Cluster, GetsTheSharesAndAMergingThatWaitsForThem) {
  EXPECT_EQ(program.run(submitting).status, 0);
  const std::string script = (folder.path() / "cluster/job.sh").native();
  EXPECT_THAT(calls("sbatch"),
              ElementsAre("--parsable --array=1-3 " + script,
                          MatchesRegex("--parsable --array=0 --time=[0-9]+ --mem=[0-9]+M "
                                       "--dependency=afterany:17 " +
                                       script)));
  EXPECT_THAT(bytes_of(script), HasSubstr("#SBATCH --requeue\n"));
}

TEST_F(Cluster, GetsOnlyWhatIsNotDone) {
  tell(2, "done", "");
  EXPECT_EQ(program.run(submitting).status, 0);
  EXPECT_THAT(calls("sbatch"), ElementsAre(HasSubstr("--array=1,3 "), HasSubstr("afterany:17 ")));
  // What waits or runs is not submitted twice; the merging waits for it by the job's name.
  answer("squeue", "echo '1|RUNNING|0:10|n1|None'; echo '3|PENDING|0:00||Resources'");
  const Outcome outcome = program.run(submitting);
  EXPECT_THAT(outcome.output, HasSubstr("2 shares are in the queue already"));
  EXPECT_THAT(calls("sbatch"), ElementsAre(HasSubstr("--array=0 ")));
}

TEST_F(Cluster, IsQuotedWhenItRefuses) {
  answer("sbatch", "echo 'sbatch: error: invalid partition specified: thin' >&2; exit 1");
  const Outcome outcome = program.run(submitting);
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.errors, HasSubstr("invalid partition specified: thin"));
  fs::remove(commands() / "sbatch");
  program.before_start = [this] { ::setenv("PATH", commands().c_str(), 1); };
  EXPECT_THAT(program.run(submitting).errors, HasSubstr("is not on this machine"));
}

TEST_F(Cluster, PrintingAScriptAsksNobody) {
  EXPECT_EQ(program.run({"cluster", "script"}).status, 0);
  for (const char* name : {"sbatch", "squeue", "scontrol", "sacct"})
    EXPECT_THAT(calls(name), IsEmpty()) << name;
  EXPECT_FALSE(fs::exists(folder.path() / "cluster"));
}

TEST_F(Cluster, SaysHowSharesAreByItsQueueAndWhatTheyTold) {
  tell(1, "done", "");
  tell(2, "reading", "read 1 document\n");
  answer("squeue", "echo '2|RUNNING|0:10|n1|None'; echo '3|PENDING|0:00||Resources'");
  EXPECT_THAT(states(0), ElementsAre("1 done: ", "2 running: ", "3 waiting: Resources",
                                     "merge not started: "));
  EXPECT_THAT(program.run({"cluster", "status"}).errors, HasSubstr(" to go, at the pace so far"));
  EXPECT_THAT(calls("sacct"), IsEmpty());
  EXPECT_THAT(calls("scontrol"), IsEmpty());
}

TEST_F(Cluster, ATaskThatTakesLongTakesNothingOffWhatWaits) {
  std::string plan = bytes_of(folder.path() / "plan.csv");
  for (std::size_t at = plan.find(",0.0"); at != std::string::npos; at = plan.find(",0.0", at))
    plan.replace(at, 5, ",600");
  folder.write("plan.csv", plan);
  answer("squeue", "echo '1|RUNNING|1:00:00|n1|None'; echo '2|PENDING|0:00||Resources'");
  EXPECT_THAT(program.run({"cluster", "status"}).errors, HasSubstr("about 20 min 0 s to go"));
}

// scontrol knows it for some minutes; then accounting, where there is one; then only the log.
TEST_F(Cluster, SaysWhyAShareFailed) {
  tell(1, "reading", "inkoopmonitor: cluster: disk full\n");
  answer("scontrol", "echo 'JobId=9 ArrayJobId=7'; echo '   JobState=TIMEOUT ExitCode=0:0'");
  answer("sacct", "echo 'OUT_OF_MEMORY|0:125'");
  EXPECT_EQ(states(1)[0], "1 failed: TIMEOUT; inkoopmonitor: cluster: disk full");
  EXPECT_THAT(calls("sacct"), IsEmpty());
  answer("scontrol", "exit 1");
  EXPECT_EQ(states(1)[0], "1 failed: OUT_OF_MEMORY, signal 125; inkoopmonitor: cluster: disk full");
  answer("sacct", "echo 'Slurm accounting storage is disabled' >&2; exit 1");
  EXPECT_EQ(states(1)[0], "1 failed: inkoopmonitor: cluster: disk full");
  answer("squeue", "echo 'slurm_load_jobs error: no controller' >&2; exit 1");
  EXPECT_EQ(states(0)[0], "1 unknown: inkoopmonitor: cluster: disk full");
}

TEST_F(Cluster, ATaskKeepsItsCorpusOnTheNodeAndSavesIt) {
  folder.write("job.sh", program.run({"cluster", "script"}).output);
  for (const char* name : {"cluster/shares", "cluster/logs", "node"})
    fs::create_directories(folder.path() / name);
  const Outcome task = run_task("1");
  EXPECT_EQ(task.status, 0) << task.output;
  EXPECT_THAT(task.output,
              HasSubstr("in " + (folder.path() / "node/inkoopmonitor-8").native() + "\n"));
  EXPECT_TRUE(fs::is_empty(folder.path() / "node")) << "scratch is left behind";
  EXPECT_TRUE(fs::exists(folder.path() / "cluster/shares/00001.tar"));
  // No database lies, or lay, on the shared file system.
  for (const auto& entry : fs::recursive_directory_iterator(folder.path() / "cluster"))
    EXPECT_THAT(entry.path().filename().native(), Not(HasSubstr("sqlite")));
  EXPECT_EQ(states(0)[0], "1 done: ");
}

TEST_F(Cluster, ATaskKeepsNoCorpusOnAnotherMachine) {
  folder.write("job.sh", program.run({"cluster", "script"}).output);
  for (const char* name : {"cluster/shares", "cluster/logs", "node"})
    fs::create_directories(folder.path() / name);
  answer("stat", "echo nfs");
  const Outcome task = run_task("1");
  EXPECT_EQ(task.status, 3) << task.output;
  EXPECT_THAT(task.output, HasSubstr("lies on another machine (nfs)"));
  EXPECT_TRUE(fs::is_empty(folder.path() / "node"));
  EXPECT_FALSE(fs::exists(folder.path() / "cluster/shares/00001.tar"));
  EXPECT_THAT(calls("scontrol"), IsEmpty()) << "it would only fail again";
}

}  // namespace
}  // namespace inkoopmonitor
