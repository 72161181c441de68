// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/VoiceShelf.h"

#include <QtEndian>

namespace jackdaw {

namespace {

constexpr QByteArrayView severalSign("JDVS"); // what is one sound begins with "OggS"

} // namespace

VoiceShelf::VoiceShelf(Read read, QObject *parent) : QObject(parent), m_read(std::move(read)) {}

VoiceShelf::~VoiceShelf() = default;

QByteArray VoiceShelf::packed(const QList<QByteArray> &sounds)
{
    if (sounds.size() < 2)
        return sounds.value(0);
    QByteArray all = severalSign.toByteArray();
    for (const QByteArray &sound : sounds) {
        const quint32 size = qToLittleEndian(quint32(sound.size()));
        all += QByteArray(reinterpret_cast<const char *>(&size), sizeof size) + sound;
    }
    return all;
}

QList<QByteArray> VoiceShelf::unpacked(const QByteArray &all)
{
    if (!all.startsWith(severalSign))
        return all.isEmpty() ? QList<QByteArray>() : QList<QByteArray>{all};
    QList<QByteArray> sounds;
    for (qsizetype at = severalSign.size(); at + qsizetype(sizeof(quint32)) <= all.size();) {
        const auto size = qsizetype(qFromLittleEndian<quint32>(all.constData() + at));
        at += qsizetype(sizeof(quint32));
        if (size > all.size() - at)
            break;
        sounds.append(all.sliced(at, size));
        at += size;
    }
    return sounds;
}

VoiceShelf::Written &VoiceShelf::writtenOf(ConversationId chat)
{
    const bool isKnown = m_written.contains(chat);
    Written &written = m_written[chat];
    if (!isKnown && m_read) {
        written.onDisk = m_read(chat);
        written.others = unpacked(written.onDisk);
    }
    return written;
}

void VoiceShelf::write(ConversationId chat)
{
    Written &written = m_written[chat];
    QList<QByteArray> sounds = written.onTheirWay + written.others;
    if (!written.sound.isEmpty())
        sounds.append(written.sound);
    const QByteArray all = packed(sounds);
    if (all == written.onDisk)
        return;
    written.onDisk = all;
    Q_EMIT changed(chat, all);
}

void VoiceShelf::put(ConversationId chat, std::unique_ptr<VoiceTake> take)
{
    keep(chat, *take);
    std::unique_ptr<VoiceTake> &place = m_takes[chat];
    if (place) { // of another window: it waits until this one is sent or discarded
        Written &written = writtenOf(chat);
        if (const QByteArray sound = place->preview(); !sound.isEmpty() && !place->isKept())
            written.others.append(sound);
        write(chat);
    }
    place = std::move(take);
}

std::unique_ptr<VoiceTake> VoiceShelf::take(ConversationId chat)
{
    if (const auto found = m_takes.find(chat); found != m_takes.end()) {
        auto take = std::move(found->second);
        m_takes.erase(found);
        return take;
    }
    Written &written = writtenOf(chat);
    if (written.sound.isEmpty() && !written.others.isEmpty())
        written.sound = written.others.takeFirst();
    const auto sketch = readVoiceSketch(written.sound);
    written.length = 0;
    return sketch ? std::make_unique<VoiceTake>(written.sound, *sketch) : nullptr;
}

void VoiceShelf::keep(ConversationId chat, VoiceTake &take)
{
    take.pause();
    Written &written = writtenOf(chat);
    const bool isSame = !written.sound.isEmpty() && written.length == take.length();
    if (take.isEmpty() || take.isKept() || isSame)
        return;
    const QByteArray sound = take.preview();
    if (sound.isEmpty())
        return;
    written.sound = sound;
    written.length = take.length();
    write(chat);
}

void VoiceShelf::send(ConversationId chat, const QByteArray &sound)
{
    Written &written = writtenOf(chat);
    if (!written.onTheirWay.contains(sound)) {
        written.onTheirWay.append(sound);
        written.sound.clear(); // that was it
        written.length = 0;
    }
    write(chat);
}

void VoiceShelf::settle(ConversationId chat, const QByteArray &sound)
{
    if (writtenOf(chat).onTheirWay.removeOne(sound))
        write(chat);
}

void VoiceShelf::drop(ConversationId chat)
{
    if (m_takes.contains(chat))
        return;
    Written &written = writtenOf(chat);
    written.sound.clear();
    written.length = 0;
    write(chat);
}

void VoiceShelf::forget(const std::function<bool(ConversationId)> &isThere)
{
    std::erase_if(m_takes, [&isThere](const auto &take) { return !isThere(take.first); });
    m_written.removeIf([&isThere](const auto &written) { return !isThere(written.key()); });
}

} // namespace jackdaw
