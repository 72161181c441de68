// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/VoiceSketch.h"

#include <QCache>
#include <QObject>
#include <QSet>

namespace jackdaw {

/// What voice messages look like, by their files; each is read once, on the pool, when it comes on screen. Owned by
/// TimelineView, GUI thread, and may go while one is read. Reads files of at most 16 MB, keeps what the last 300 of
/// them look like, and decodes nothing.
class VoiceSketches : public QObject
{
    Q_OBJECT
public:
    explicit VoiceSketches(QObject *parent = nullptr);

    /// Nothing: it is being read, or is no voice message.
    std::optional<VoiceSketch> sketch(const QString &path);

Q_SIGNALS:
    void loaded(const QString &path);

private:
    QCache<QString, std::optional<VoiceSketch>> m_sketches;
    QSet<QString> m_reading;
};

} // namespace jackdaw
