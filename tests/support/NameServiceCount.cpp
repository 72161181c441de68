// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/NameServiceCount.h"

#include <QHash>
#include <QMutex>
#include <QWaitCondition>

#include <arpa/nameser.h>
#include <cerrno>
#include <cstring>
#include <dlfcn.h>
#include <netdb.h>
#include <resolv.h>

namespace {

QBasicMutex mutex;
Q_CONSTINIT QStringList *asked = nullptr;

struct Service
{
    QString target;
    QList<quint16> ports;
};
Q_CONSTINIT QHash<QString, Service> *services = nullptr; ///< by question

Q_CONSTINIT QList<QByteArray> *targetAddresses = nullptr; ///< nothing: the loopback's

/// One question that is kept waiting.
struct Held
{
    QMutex mutex;
    QWaitCondition moved;
    QString question; ///< to be held when it is asked
    bool waits = false;
    bool released = false;
};
Held &held()
{
    static Held one;
    return one;
}

void waitIfHeld(const QString &question)
{
    QMutexLocker lock(&held().mutex);
    if (held().question != question) {
        return;
    }
    held().question.clear();
    held().waits = true;
    while (!held().released) {
        held().moved.wait(&held().mutex);
    }
    held().waits = held().released = false;
    held().moved.wakeAll();
}

void note(const QString &name)
{
    const QMutexLocker lock(&mutex);
    if (!asked) {
        asked = new QStringList;
    }
    *asked += name;
}

Service serviceOf(const QString &question)
{
    const QMutexLocker lock(&mutex);
    return services ? services->value(question) : Service();
}

bool isTarget(const QString &name)
{
    const QMutexLocker lock(&mutex);
    return services && std::any_of(services->cbegin(), services->cend(), [&](const Service &one) { return one.target == name; });
}

QList<QByteArray> addressesOf(const QString &name)
{
    if (!isTarget(name)) {
        return {};
    }
    const QMutexLocker lock(&mutex);
    return targetAddresses ? *targetAddresses : QList<QByteArray>{"127.0.0.1"};
}

/// The question with its records below it (RFC 1035, 4.1; RFC 2782). 0: no room.
int writeAnswer(const unsigned char *query, int length, const Service &service, unsigned char *answer, int room)
{
    QByteArray name;
    for (const QByteArray &label : service.target.toUtf8().split('.')) {
        name += char(label.size());
        name += label;
    }
    if (!name.endsWith('\0')) {
        name += '\0';
    }
    QByteArray all(reinterpret_cast<const char *>(query), length);
    all[2] = char(0x81); // an answer, recursion desired
    all[3] = char(0x80);
    all[6] = 0;
    all[7] = char(service.ports.size());
    all.truncate(length);
    const auto number = [&all](int value) {
        all += char(value >> 8);
        all += char(value & 0xff);
    };
    for (qsizetype i = 0; i < service.ports.size(); ++i) {
        number(0xc00c);      // the name of the question
        number(ns_t_srv);
        number(ns_c_in);
        number(0);
        number(60);          // s
        number(int(6 + name.size()));
        number(int(i));      // priority
        number(0);           // weight
        number(service.ports.at(i));
        all += name;
    }
    if (all.size() > room) {
        return 0;
    }
    memcpy(answer, all.constData(), size_t(all.size()));
    return int(all.size());
}

} // namespace

namespace jackdaw::test {

void NameServiceCount::reset()
{
    const QMutexLocker lock(&mutex);
    delete std::exchange(asked, nullptr);
    delete std::exchange(services, nullptr);
    delete std::exchange(targetAddresses, nullptr);
}

void NameServiceCount::leadTo(const QString &question, const QString &target, const QList<quint16> &ports)
{
    const QMutexLocker lock(&mutex);
    if (!services) {
        services = new QHash<QString, Service>;
    }
    services->insert(question, {target, ports});
}

void NameServiceCount::setAddresses(const QList<QByteArray> &addresses)
{
    const QMutexLocker lock(&mutex);
    delete std::exchange(targetAddresses, new QList<QByteArray>(addresses));
}

void NameServiceCount::holdNext(const QString &question)
{
    const QMutexLocker lock(&held().mutex);
    held().question = question;
}

bool NameServiceCount::isHolding()
{
    const QMutexLocker lock(&held().mutex);
    return held().waits;
}

void NameServiceCount::release()
{
    QMutexLocker lock(&held().mutex);
    held().released = held().waits;
    held().moved.wakeAll();
    while (held().waits) {
        held().moved.wait(&held().mutex);
    }
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
        addrinfo **next = result;
        *next = nullptr;
        for (const QByteArray &address : addressesOf(QString::fromUtf8(node))) {
            if (real(address.constData(), service, &numeric, next) == 0) {
                while (*next) {
                    next = &(*next)->ai_next; // each is freed by itself (freeaddrinfo(3))
                }
            }
        }
        return *result ? 0 : EAI_NONAME;
    }
    return answer;
}

EXPORTED int res_nsend(res_state, const unsigned char *query, int length, unsigned char *answer, int room)
{
    ns_msg message;
    ns_rr question;
    if (ns_initparse(query, length, &message) == 0 && ns_parserr(&message, ns_s_qd, 0, &question) == 0) {
        const QString type = ns_rr_type(question) == ns_t_srv ? QStringLiteral("SRV ") : QString();
        const QString name = QString::fromUtf8(ns_rr_name(question));
        note(type + name);
        waitIfHeld(name);
        const Service service = type.isEmpty() ? Service() : serviceOf(name);
        const int written = service.target.isEmpty() ? 0 : writeAnswer(query, length, service, answer, room);
        if (written > 0) {
            return written;
        }
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
