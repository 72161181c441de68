// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/XIdleAlarm.h"

#include <QSocketNotifier>

#include <cstdlib>
#include <cstring>
#include <sys/uio.h>
#include <xcb/xcb.h>
#include <xcb/xcbext.h>

namespace jackdaw {

namespace {

// X Synchronization Extension Protocol, version 3.0, appendix A (encoding).
enum Opcode : quint8 { Initialize = 0, ListSystemCounters = 1, CreateAlarm = 8, DestroyAlarm = 11 };
enum AlarmValue : quint32 { Counter = 1, ValueType = 2, Value = 4, TestType = 8, Delta = 16, Events = 32 };
enum Test : quint32 { PositiveTransition = 0, NegativeTransition = 1 };
constexpr int alarmNotify = 1;

xcb_extension_t sync = {"SYNC", 0};

struct Free
{
    void operator()(void *memory) const { std::free(memory); }
};
template<class T>
using Answer = std::unique_ptr<T, Free>;

/// `body`: what follows the four bytes that every request begins with.
unsigned send(xcb_connection_t *connection, Opcode opcode, const QList<quint32> &body, bool isAnswered)
{
    QList<quint32> request{0};
    request += body;
    iovec parts[4] = {};
    parts[2] = {request.data(), size_t(request.size()) * sizeof(quint32)};
    const xcb_protocol_request_t protocol = {2, &sync, opcode, quint8(isAnswered ? 0 : 1)};
    return xcb_send_request(connection, isAnswered ? XCB_REQUEST_CHECKED : 0, parts + 2, &protocol);
}

quint32 high(qint64 value)
{
    return quint32(quint64(value) >> 32);
}

quint32 low(qint64 value)
{
    return quint32(quint64(value));
}

} // namespace

XIdleAlarm::XIdleAlarm(QObject *parent) : QObject(parent)
{
    m_connection = xcb_connect(nullptr, nullptr);
    if (xcb_connection_has_error(m_connection) == 0)
        connectToServer();
}

XIdleAlarm::~XIdleAlarm()
{
    m_notifier.reset();
    if (m_connection)
        xcb_disconnect(m_connection);
}

void XIdleAlarm::connectToServer()
{
    const xcb_query_extension_reply_t *extension = xcb_get_extension_data(m_connection, &sync);
    if (!extension || !extension->present)
        return;
    m_firstEvent = extension->first_event;
    constexpr quint8 version[4] = {3, 0, 0, 0}; // major, minor, unused
    quint32 wanted = 0;
    std::memcpy(&wanted, version, sizeof wanted);
    const Answer<void> begun(xcb_wait_for_reply(m_connection, send(m_connection, Initialize, {wanted}, true), nullptr));
    const Answer<void> reply(begun ? xcb_wait_for_reply(m_connection, send(m_connection, ListSystemCounters, {}, true), nullptr) : nullptr);
    if (!reply)
        return;
    const auto *bytes = static_cast<const char *>(reply.get());
    quint32 words = 0, count = 0;
    std::memcpy(&words, bytes + 4, 4);
    std::memcpy(&count, bytes + 8, 4);
    const size_t end = 32 + size_t(words) * 4;
    // Each: counter (4), resolution (8), length of the name (2), the name, padded to a multiple of 4.
    for (size_t at = 32; count > 0 && at + 14 <= end; --count) {
        quint32 counter = 0;
        quint16 length = 0;
        std::memcpy(&counter, bytes + at, 4);
        std::memcpy(&length, bytes + at + 12, 2);
        if (at + 14 + length > end)
            return;
        if (QByteArrayView(bytes + at + 14, length) == "IDLETIME")
            m_counter = counter;
        at += (14 + size_t(length) + 3) / 4 * 4;
    }
    if (m_counter == 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(xcb_get_file_descriptor(m_connection), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &XIdleAlarm::read);
}

quint32 XIdleAlarm::makeAlarm(bool isRising, qint64 value)
{
    const quint32 alarm = xcb_generate_id(m_connection);
    send(m_connection, CreateAlarm,
         {alarm, Counter | ValueType | Value | TestType | Delta | Events, m_counter, 0 /* absolute */, high(value), low(value),
          isRising ? PositiveTransition : NegativeTransition, 0, 0, 1},
         false);
    return alarm;
}

void XIdleAlarm::watch(qint64 milliseconds)
{
    if (!isThere())
        return;
    for (quint32 alarm : {m_rising, m_falling}) {
        if (alarm != 0)
            send(m_connection, DestroyAlarm, {alarm}, false);
    }
    m_rising = makeAlarm(true, milliseconds);
    // Just below: it falls past that only when somebody comes back, never with each key that is pressed.
    m_falling = makeAlarm(false, milliseconds - 1);
    xcb_flush(m_connection);
    read();
}

void XIdleAlarm::read()
{
    while (const Answer<xcb_generic_event_t> event{xcb_poll_for_event(m_connection)}) {
        if ((event->response_type & 0x7f) != m_firstEvent + alarmNotify)
            continue;
        const auto *bytes = reinterpret_cast<const char *>(event.get());
        quint32 alarm = 0, counterHigh = 0, counterLow = 0;
        std::memcpy(&alarm, bytes + 4, 4);
        std::memcpy(&counterHigh, bytes + 8, 4);
        std::memcpy(&counterLow, bytes + 12, 4);
        if (bytes[28] == 2) // destroyed
            continue;
        if (alarm == m_rising)
            Q_EMIT idle(qint64(quint64(counterHigh) << 32 | counterLow));
        else if (alarm == m_falling)
            Q_EMIT active();
    }
    if (xcb_connection_has_error(m_connection) != 0)
        m_notifier.reset(); // the display went; so does the program
}

} // namespace jackdaw
