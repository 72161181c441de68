// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/VoiceShelf.h"

namespace jackdaw {

VoiceShelf::VoiceShelf(Read read, QObject *parent) : QObject(parent), m_read(std::move(read)) {}

VoiceShelf::~VoiceShelf() = default;

void VoiceShelf::put(ConversationId chat, std::unique_ptr<VoiceTake> take)
{
    keep(chat, *take);
    m_takes[chat] = std::move(take);
}

std::unique_ptr<VoiceTake> VoiceShelf::take(ConversationId chat)
{
    if (const auto found = m_takes.find(chat); found != m_takes.end()) {
        auto take = std::move(found->second);
        m_takes.erase(found);
        return take;
    }
    const auto written = m_written.constFind(chat);
    if (written != m_written.cend() && written->isOnItsWay)
        return nullptr;
    const QByteArray sound = written != m_written.cend() ? written->sound : m_read ? m_read(chat) : QByteArray();
    const auto sketch = readVoiceSketch(sound);
    return sketch ? std::make_unique<VoiceTake>(sound, *sketch) : nullptr;
}

void VoiceShelf::keep(ConversationId chat, VoiceTake &take)
{
    take.pause();
    const auto written = m_written.constFind(chat);
    const bool isSame = written != m_written.cend() && !written->isOnItsWay && written->length == take.length();
    if (take.isEmpty() || take.isKept() || isSame)
        return;
    const QByteArray sound = take.preview();
    if (sound.isEmpty())
        return;
    m_written[chat] = {sound, take.length(), false};
    Q_EMIT changed(chat, sound);
}

void VoiceShelf::send(ConversationId chat, const QByteArray &sound)
{
    m_written[chat] = {sound, 0, true};
    Q_EMIT changed(chat, sound);
}

void VoiceShelf::settle(ConversationId chat, const QByteArray &sound)
{
    const auto written = m_written.constFind(chat);
    if (written == m_written.cend() || !written->isOnItsWay || written->sound != sound)
        return;
    m_written[chat] = {};
    Q_EMIT changed(chat, {});
}

void VoiceShelf::drop(ConversationId chat)
{
    const auto written = m_written.constFind(chat);
    if (m_takes.contains(chat) || (written != m_written.cend() && written->isOnItsWay))
        return;
    m_written[chat] = {};
    Q_EMIT changed(chat, {});
}

void VoiceShelf::forget(const std::function<bool(ConversationId)> &isThere)
{
    std::erase_if(m_takes, [&isThere](const auto &take) { return !isThere(take.first); });
    m_written.removeIf([&isThere](const auto &written) { return !isThere(written.key()); });
}

} // namespace jackdaw
