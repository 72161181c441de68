// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/NameServiceCount.h"

#include <QMutex>

#include <arpa/nameser.h>
#include <cerrno>
#include <dlfcn.h>
#include <netdb.h>
#include <resolv.h>

namespace {

QBasicMutex mutex;
Q_CONSTINIT QStringList *asked = nullptr;

void note(const QString &name)
{
    const QMutexLocker lock(&mutex);
    if (!asked) {
        asked = new QStringList;
    }
    *asked += name;
}

} // namespace

namespace jackdaw::test {

void NameServiceCount::reset()
{
    const QMutexLocker lock(&mutex);
    delete std::exchange(asked, nullptr);
}

QStringList NameServiceCount::names()
{
    const QMutexLocker lock(&mutex);
    return asked ? *asked : QStringList();
}

} // namespace jackdaw::test

// A program's own functions come before those of the C library, for all libraries of the process (ld.so(8)).
extern "C" {

#define EXPORTED __attribute__((visibility("default")))

EXPORTED int getaddrinfo(const char *node, const char *service, const addrinfo *hints, addrinfo **result)
{
    using Function = int (*)(const char *, const char *, const addrinfo *, addrinfo **);
    static const auto real = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "getaddrinfo"));
    addrinfo numeric = hints ? *hints : addrinfo{};
    numeric.ai_flags |= AI_NUMERICHOST;
    const int answer = real(node, service, &numeric, result);
    if (answer != 0 && node) {
        note(QString::fromUtf8(node));
        return EAI_NONAME;
    }
    return answer;
}

EXPORTED int res_nsend(res_state, const unsigned char *query, int length, unsigned char *, int)
{
    ns_msg message;
    ns_rr question;
    if (ns_initparse(query, length, &message) == 0 && ns_parserr(&message, ns_s_qd, 0, &question) == 0) {
        const QString type = ns_rr_type(question) == ns_t_srv ? QStringLiteral("SRV ") : QString();
        note(type + QString::fromUtf8(ns_rr_name(question)));
    } else {
        note(QStringLiteral("?"));
    }
    errno = ECONNREFUSED;
    return -1;
}

#define NOT_FOUND(function, ...)                                                                                               \
    EXPORTED int function(__VA_ARGS__, const char *name, int, int, unsigned char *, int)                                       \
    {                                                                                                                          \
        note(QString::fromUtf8(name));                                                                                         \
        return -1;                                                                                                             \
    }
NOT_FOUND(res_nquery, res_state)
NOT_FOUND(res_nsearch, res_state)

EXPORTED hostent *gethostbyname(const char *name)
{
    note(QString::fromUtf8(name));
    return nullptr;
}

} // extern "C"
