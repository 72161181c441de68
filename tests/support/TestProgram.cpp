// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestProgram.h"

#include <cstdio>
#include <cstring>

namespace jackdaw::test {

namespace {

TestProgram *s_first = nullptr;

const char *fileName(const char *path)
{
    const char *slash = std::strrchr(path, '/');
    return slash ? slash + 1 : path;
}

} // namespace

TestProgram::TestProgram(const char *source, Run runIt) : m_source(source), m_run(runIt), m_next(s_first)
{
    s_first = this;
}

int TestProgram::run(std::initializer_list<Name> names, int argc, char **argv)
{
    for (int skipped = 0; skipped < 2 && skipped < argc; ++skipped) {
        for (const Name &name : names) {
            if (std::strcmp(name.test, fileName(argv[skipped])) != 0) {
                continue;
            }
            for (const TestProgram *each = s_first; each; each = each->m_next) {
                if (std::strcmp(each->m_source, name.source) == 0) {
                    argc -= skipped;
                    return each->m_run(argc, argv + skipped);
                }
            }
            std::fprintf(stderr, "%s has no JACKDAW_TEST.\n", name.source);
            return 2;
        }
    }
    std::fprintf(stderr, "Say which test, %s TEST [ARGUMENT…]:\n", fileName(argv[0]));
    for (const Name &name : names) {
        std::fprintf(stderr, "  %s\n", name.test);
    }
    return 2;
}

} // namespace jackdaw::test
