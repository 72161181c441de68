// SPDX-License-Identifier: GPL-3.0-or-later
#include "places/PositionSeal.h"

#include "files/FileCipher.h"

namespace jackdaw {

namespace {

constexpr qsizetype vectorSize = 12;

} // namespace

QByteArray sealPosition(const QByteArray &key, const QByteArray &text)
{
    const auto fresh = FileCipher::newSecret();
    if (!fresh) {
        return {};
    }
    auto cipher = FileCipher::make(FileCipher::Way::Seal, key, fresh->iv);
    if (!cipher) {
        return {};
    }
    const QByteArray sealed = cipher->update(text);
    const QByteArray tag = cipher->finishSeal();
    return sealed.size() == text.size() && !tag.isEmpty() ? fresh->iv + sealed + tag : QByteArray();
}

QByteArray openPosition(const QByteArray &key, const QByteArray &sealed)
{
    if (sealed.size() <= vectorSize + FileCipher::tagSize) {
        return {};
    }
    auto cipher = FileCipher::make(FileCipher::Way::Open, key, sealed.first(vectorSize));
    if (!cipher) {
        return {};
    }
    const QByteArray text = cipher->update(sealed.sliced(vectorSize, sealed.size() - vectorSize - FileCipher::tagSize));
    return cipher->finishOpen(sealed.last(FileCipher::tagSize)) ? text : QByteArray();
}

} // namespace jackdaw
