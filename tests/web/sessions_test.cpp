// Who may come in, and how fast somebody may guess.
#include "app/web/sessions.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "error.h"
#include "tests/temporary_folder.h"

namespace inkoopmonitor::app::web {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

TEST(Passwords, AreKeptAsHashesThatTellThemApart) {
  const testing_support::TemporaryFolder folder;
  const auto file = folder.write("wie", password_line("An de Wit", "vier gewone woorden samen") +
                                            password_line("bo", "nog een lang wachtwoord"));
  ::chmod(file.c_str(), 0600);
  const auto lines = read_passwords(file);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].name, "An de Wit");
  EXPECT_TRUE(is_password(lines[0], "vier gewone woorden samen"));
  EXPECT_FALSE(is_password(lines[0], "nog een lang wachtwoord"));
  EXPECT_FALSE(is_password(lines[0], ""));
  EXPECT_EQ(testing_support::bytes_of(file).find("woorden"), std::string::npos);
}

TEST(Passwords, WrongFilesAndNamesAreSaid) {
  const testing_support::TemporaryFolder folder;
  const auto file = folder.write("wie", "bo:geheim\n");
  ::chmod(file.c_str(), 0600);
  EXPECT_THROW(read_passwords(file), Error);
  ::chmod(file.c_str(), 0644);
  try {
    read_passwords(file);
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.remedy.find("chmod 600"), std::string::npos);
  }
  EXPECT_THROW(password_line("a:b", "lang genoeg wachtwoord"), Error);
  EXPECT_THROW(password_line("bo", "kort"), Error);
}

TEST(Sessions, EndWhenIdleOrEnded) {
  Sessions sessions;
  const std::string key = sessions.begin("an");
  const auto now = Sessions::Clock::now();
  EXPECT_EQ(sessions.reviewer(key, now), "an");
  EXPECT_EQ(sessions.reviewer("geraden", now), "");
  EXPECT_EQ(sessions.reviewer(key, now + hours(11)), "an");
  EXPECT_EQ(sessions.reviewer(key, now + hours(24)), "");
  const std::string other = sessions.begin("bo");
  sessions.end(other);
  EXPECT_EQ(sessions.reviewer(other), "");
}

TEST(Sessions, GuessingBecomesSlower) {
  Sessions sessions;
  const auto now = Sessions::Clock::now();
  for (int i = 0; i < 4; ++i) sessions.failed("an", now);
  EXPECT_EQ(sessions.wait_seconds("an", now), 0);
  sessions.failed("an", now);
  EXPECT_EQ(sessions.wait_seconds("an", now), 2);
  sessions.failed("an", now);
  EXPECT_EQ(sessions.wait_seconds("an", now), 4);
  EXPECT_EQ(sessions.wait_seconds("an", now + seconds(4)), 0);
  for (int i = 0; i < 50; ++i) sessions.failed("an", now);
  EXPECT_EQ(sessions.wait_seconds("an", now), 600);
  EXPECT_EQ(sessions.wait_seconds("bo", now), 0);
  sessions.succeeded("an");
  EXPECT_EQ(sessions.wait_seconds("an", now), 0);
}

}  // namespace
}  // namespace inkoopmonitor::app::web
