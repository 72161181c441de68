// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/LookAlike.h"

#include <memory>
#include <tuple>

#include <unicode/uspoof.h>

namespace jackdaw {

namespace {

struct CloseSpoof
{
    void operator()(USpoofChecker *checker) const { uspoof_close(checker); }
};

/// Looking at a name changes nothing in it, so that all threads share it (ICU, uspoof.h, "Thread Safety").
const USpoofChecker *spoof()
{
    static const std::unique_ptr<USpoofChecker, CloseSpoof> checker = [] {
        UErrorCode error = U_ZERO_ERROR;
        std::unique_ptr<USpoofChecker, CloseSpoof> made(uspoof_open(&error));
        return U_SUCCESS(error) ? std::move(made) : nullptr;
    }();
    return checker.get();
}

/// Unicode Technical Standard 39, 4. `text` itself where ICU lacks its data.
QString skeleton(const QString &text)
{
    if (!spoof()) {
        return text;
    }
    const auto ask = [&](QString &out) {
        UErrorCode error = U_ZERO_ERROR;
        const int32_t length = uspoof_getSkeleton(spoof(), 0, reinterpret_cast<const UChar *>(text.utf16()), int32_t(text.size()),
                                                  reinterpret_cast<UChar *>(out.data()), int32_t(out.size()), &error);
        return std::pair(length, error);
    };
    QString out(text.size() * 2 + 16, Qt::Uninitialized);
    auto [length, error] = ask(out);
    if (error == U_BUFFER_OVERFLOW_ERROR) {
        out.resize(length);
        std::tie(length, error) = ask(out);
    }
    if (U_FAILURE(error)) {
        return text;
    }
    out.truncate(length);
    return out;
}

} // namespace

QString lookOf(const QString &name)
{
    QString seen = name.normalized(QString::NormalizationForm_KC);
    seen.removeIf([](QChar c) { return c.category() == QChar::Other_Format || c.category() == QChar::Other_Control; });
    // The standard keeps capitals apart; people do not, and what is a capital I to one is a small l to the other.
    seen = skeleton(seen.simplified().toCaseFolded()).toCaseFolded();
    return seen.replace(u'i', u'l');
}

} // namespace jackdaw
