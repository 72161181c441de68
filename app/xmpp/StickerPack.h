// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace jackdaw {

/// What a message says of the picture that it brings: that it is a sticker, and where its pack lies (XEP-0449, 2.1 and
/// 2.4). Part of SharedFile; a plain value: any thread. Somebody's word alone: nothing is fetched by it unasked.
struct StickerMark
{
    QString pack;    ///< id of the pack's item; empty: it is of none
    BareJid service; ///< where the pack lies; invalid: with who sent the sticker
    QString node;    ///< there; empty: the one that packs lie in

    friend bool operator==(const StickerMark &, const StickerMark &) = default;
};

/// A pack of stickers as a node has it (XEP-0449, 2.3). xmpp/Stickers reads, checks and writes it; StickerService keeps
/// those that are installed. A plain value: any thread. One that was read is within limits and is what its id says; its
/// pictures are checked when they come.
struct StickerPack
{
    static constexpr int mostStickers = 200;
    static constexpr qint64 mostBytes = 2 * 1024 * 1024;       ///< of one sticker
    static constexpr qint64 mostPackBytes = 64 * 1024 * 1024;  ///< of all

    struct Text
    {
        QString language; ///< xml:lang; empty: none is said
        QString text;
        friend bool operator==(const Text &, const Text &) = default;
    };
    struct Hash
    {
        QString algorithm; ///< XEP-0300
        QString value;     ///< Base64, as it was said
        friend bool operator==(const Hash &, const Hash &) = default;
    };
    struct Sticker
    {
        QString description; ///< what stands for it where no picture can
        QString mediaType;
        qint64 size = -1;
        int width = 0;
        int height = 0;
        QList<Hash> hashes;
        QString url;          ///< https
        QList<Text> suggests; ///< words for which a program may offer it
        QByteArray sha256;    ///< 32 bytes; empty until it is known
        friend bool operator==(const Sticker &, const Sticker &) = default;
    };
    enum class Use { Free, Restricted }; ///< Restricted: others may not take it (XEP-0449, 2.3.1)

    QString id;
    QList<Text> names;
    QList<Text> summaries;
    Hash hash;
    Use use = Use::Free;
    QList<Sticker> stickers;

    /// The one without a language, else the first.
    QString name() const { return plain(names); }
    QString summary() const { return plain(summaries); }

    friend bool operator==(const StickerPack &, const StickerPack &) = default;

private:
    static QString plain(const QList<Text> &texts)
    {
        for (const Text &each : texts) {
            if (each.language.isEmpty()) {
                return each.text;
            }
        }
        return texts.isEmpty() ? QString() : texts.constFirst().text;
    }
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::StickerPack)
