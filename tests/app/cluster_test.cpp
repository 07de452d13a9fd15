// What a cluster's job is told and tells, without a Slurm. With one: tests/system/cluster.sh.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/cluster_job.h"
#include "app/slurm.h"
#include "error.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing_support::TemporaryFolder;

SharePlan plan_of(double seconds, std::uint64_t bytes) {
  SharePlan plan;
  plan.shares = 3;
  SharedFile file;
  file.file.offering.root = "/archief";
  file.file.offering.path = "a.pdf";
  file.sha256 = std::string(64, 'a');
  file.bytes = bytes;
  file.seconds = seconds;
  add_to_plan(plan, {file}, "2026-01-01T10:00:00Z");
  return plan;
}

TEST(ClusterJob, TakesItsLimitsFromThePlan) {
  ClusterJob job;
  const JobLimits small = limits_of(job, plan_of(1, 1000));
  const JobLimits large = limits_of(job, plan_of(100 * 60, std::uint64_t{1} << 30));
  EXPECT_EQ(large.minutes, small.minutes + 300);
  EXPECT_EQ(large.memory_mb, small.memory_mb + 2048);
  job.cores = 4;
  EXPECT_EQ(limits_of(job, plan_of(100 * 60, 0)).minutes, small.minutes + 75);
  EXPECT_EQ(limits_of(job, plan_of(1, 1000)).memory_mb, small.memory_mb + 3 * 1500);
  // Merging is copying: ten million pages take hours, and no queue takes a job of weeks.
  SharePlan whole_country = plan_of(1, 1000);
  whole_country.files[0].look.pages = 10'000'000;
  EXPECT_GE(limits_of(job, whole_country).merge_minutes, small.merge_minutes + 240);
  EXPECT_LE(limits_of(job, whole_country).merge_minutes, small.merge_minutes + 24 * 60);
  job.minutes = 7;
  job.memory_mb = 800;
  EXPECT_EQ(limits_of(job, plan_of(1, 1)).minutes, 7u);
  EXPECT_EQ(limits_of(job, plan_of(1, 1)).memory_mb, 800u);
}

TEST(ClusterJob, AScriptHoldsWhatWasAskedFor) {
  ClusterJob job;
  job.out = "/scratch/it's here";
  job.program = "apptainer exec x.sif inkoopmonitor";
  job.sbatch = {"--partition=thin", "--account=zorg"};
  const std::string script = job_script(job, plan_of(1, 1000));
  EXPECT_THAT(script, Not(HasSubstr("{{")));
  EXPECT_TRUE(script.starts_with("#!/bin/bash\n"));
  for (const char* line :
       {"#SBATCH --array=1-3\n", "#SBATCH --time=15\n", "#SBATCH --mem=2500M\n",
        "#SBATCH --requeue\n", "#SBATCH --output=\"/scratch/it's here/logs/%a.log\"\n",
        "#SBATCH --partition=thin\n#SBATCH --account=zorg\n", "\nout='/scratch/it'\\''s here'\n",
        "\nprogram=(apptainer exec x.sif inkoopmonitor)\n", "--sbatch '--partition=thin'",
        "\nsave_seconds=600\n", "--save 10"})
    EXPECT_THAT(script, HasSubstr(line));
  job.save_minutes = 0.05;
  const std::string saving = job_script(job, plan_of(1, 1000));
  for (const char* line : {"\nsave_seconds=3\n", "--save 0.05", " every 0.05 minutes "})
    EXPECT_THAT(saving, HasSubstr(line));
  job.sbatch = {"--x\nrm -rf ~"};
  EXPECT_THROW(job_script(job, plan_of(1, 1)), Error);
}

TEST(ClusterJob, FoldersHaveNamesOfTheirOwn) {
  EXPECT_EQ(job_name("/a/b"), job_name("/a/./c/../b"));
  EXPECT_NE(job_name("/a/b"), job_name("/a/c"));
  EXPECT_NE(job_name("cluster"), job_name("/cluster"));
}

TEST(ClusterJob, NamesShares) {
  EXPECT_EQ(ranges_of({1, 2, 3, 5, 7, 8}), "1-3,5,7-8");
  EXPECT_EQ(ranges_of({4}), "4");
  EXPECT_EQ(ranges_of({}), "");
}

TEST(ClusterJob, ReadsWhatSharesTell) {
  const TemporaryFolder folder;
  ClusterJob job;
  job.plan = folder.write("plan.csv", "");
  job.out = folder.path();
  folder.write("shares/00001.csv",
               "state,result,documents\ndone,offered,9\ndone,read,6\ndone,partly_read,1\n"
               "done,failed,2\n");
  folder.write("shares/00001.task", "12_1,node7,2026-01-01T10:00:00Z,0\n");
  folder.write("logs/1.log", "made a corpus\ninkoopmonitor: x: disk full\nread\n");
  const ShareState one = state_of(job, 1);
  EXPECT_TRUE(one.done);
  EXPECT_EQ(one.offered, 9u);
  EXPECT_EQ(one.read, 7u);
  EXPECT_EQ(one.failed, 2u);
  EXPECT_EQ(one.task, "12_1");
  EXPECT_EQ(one.node, "node7");
  EXPECT_EQ(one.complaint, "inkoopmonitor: x: disk full");
  EXPECT_GT(one.seconds, 0);
  // Files were added to the plan.
  std::filesystem::last_write_time(
      job.plan, std::filesystem::file_time_type::clock::now() + std::chrono::hours(1));
  EXPECT_FALSE(state_of(job, 1).done);
}

TEST(ClusterJob, BelievesNothingThatIsNoState) {
  const TemporaryFolder folder;
  ClusterJob job;
  job.plan = folder.write("plan.csv", "");
  job.out = folder.path();
  for (const std::string bad : {"", "state", "done", "done,done,done\ndone,done,done\n",
                                "state,result,documents\n\"", "state,result,documents\ndone\n",
                                "\xff\xfe\n", "state,result,documents\nreading,read,-1\n"}) {
    folder.write("shares/00002.csv", bad);
    folder.write("shares/00002.task", bad);
    const ShareState state = state_of(job, 2);
    EXPECT_FALSE(state.done) << bad;
    EXPECT_EQ(state.read, 0u) << bad;
    EXPECT_EQ(state.task, "") << bad;
  }
}

TEST(Slurm, ReadsItsQueue) {
  const auto tasks = parse_queue(
      "1|RUNNING|1-02:03:04|n1|None\n7|PENDING|0:00||Resources\nN/A|RUNNING|1:00|n2|None\nrubbish\n"
      "8|RUNNING|1:00|n2\n");
  ASSERT_EQ(tasks.size(), 2u);
  EXPECT_EQ(tasks.at(1).state, "RUNNING");
  EXPECT_EQ(tasks.at(1).seconds, 93'784);
  EXPECT_EQ(tasks.at(1).reason, "");
  EXPECT_EQ(tasks.at(7).reason, "Resources");
  EXPECT_EQ(seconds_of("02:03"), 123);
}

TEST(Slurm, SaysHowATaskEnded) {
  const auto ended = [](const std::string& state, const std::string& exit) {
    return parse_ended("JobId=5 ArrayJobId=3\n   JobState=" + state + " Reason=None\n   Requeue=1" +
                       " ExitCode=" + exit + "\n");
  };
  EXPECT_EQ(ended("TIMEOUT", "0:0"), "TIMEOUT");
  EXPECT_EQ(ended("FAILED", "3:0"), "FAILED, exit status 3");
  EXPECT_EQ(ended("FAILED", "0:9"), "FAILED, signal 9");
  EXPECT_EQ(parse_ended(""), "");
}

TEST(Slurm, ACommandThatIsNotThereIsToldApart) {
  EXPECT_EQ(ask({"no-such-command-anywhere"}).status, 127);
  const Said said = ask({"sh", "-c", "echo out; echo err >&2; exit 3"});
  EXPECT_EQ(said.status, 3);
  EXPECT_EQ(said.output, "out\n");
  EXPECT_EQ(said.errors, "err\n");
}

}  // namespace
}  // namespace inkoopmonitor::app
