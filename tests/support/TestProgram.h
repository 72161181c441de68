// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QTest>
#ifdef QT_WIDGETS_LIB
#include <QApplication>
#endif
#include <initializer_list>

namespace jackdaw::test {

/// The tests of a folder in one program, each of them run by a name of its own: linking a program for each test, and
/// reading the same headers for each, took as long as building Jackdaw itself. JACKDAW_TEST puts a class into the program;
/// what the build knows it by is the name that it is called by, a link to the program (jackdaw_test in tests/CMakeLists.txt).
/// Each run is a process of its own, with one test in it.
class TestProgram
{
public:
    using Run = int (*)(int &argc, char **argv);

    /// `source`: the name of the file the class is in, of static lifetime.
    TestProgram(const char *source, Run runIt);

    struct Name
    {
        const char *test;
        const char *source;
    };
    /// Runs the test that `argv[0]`, or else the first argument, is the name of. 2 where that names none.
    static int run(std::initializer_list<Name> names, int argc, char **argv);

private:
    const char *m_source;
    Run m_run;
    TestProgram *m_next;
};

template<class Application, class Test>
int runTest(int &argc, char **argv)
{
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi, true);
    Application application(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace jackdaw::test

/// At the end of a test's source, within the namespace of the test.
#define JACKDAW_TEST(Test) static jackdaw::test::TestProgram program(__FILE_NAME__, jackdaw::test::runTest<QCoreApplication, Test>);
/// The same for a test that needs widgets.
#define JACKDAW_WINDOW_TEST(Test) static jackdaw::test::TestProgram program(__FILE_NAME__, jackdaw::test::runTest<QApplication, Test>);
