// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/LinkPreviewStore.h"

#include "storage/Database.h"
#include "text/LinkFinder.h"

#include <QUrl>
#include <QVariant>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// A null string would be NULL.
QString textColumn(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

} // namespace

Status LinkPreviewStore::put(MessageId message, const LinkPreview &preview)
{
    const auto put = m_database.change(
        u"INSERT OR REPLACE INTO link_preview (message, url, title, description, site, picture) VALUES (?, ?, ?, ?, ?, ?)"_s,
        {message.value(), preview.url, textColumn(preview.title), textColumn(preview.description), textColumn(preview.site),
         textColumn(preview.picture)});
    const auto noted = put ? m_database.change(u"UPDATE message SET previewed = 1 WHERE id = ?"_s, {message.value()}) : put;
    return noted ? Status(Done{}) : Status(noted.error());
}

Status LinkPreviewStore::forget(MessageId message)
{
    const auto gone = m_database.change(u"DELETE FROM link_preview WHERE message = ?"_s, {message.value()});
    const auto noted = gone ? m_database.change(u"UPDATE message SET previewed = 0 WHERE id = ?"_s, {message.value()}) : gone;
    return noted ? Status(Done{}) : Status(noted.error());
}

Status LinkPreviewStore::forget(MessageId message, const QString &url)
{
    const auto gone = m_database.change(u"DELETE FROM link_preview WHERE message = ? AND url = ?"_s, {message.value(), url});
    const auto noted = gone ? m_database.change(u"UPDATE message SET previewed = EXISTS (SELECT 1 FROM link_preview WHERE message = ?) "
                                                "WHERE id = ?"_s, {message.value(), message.value()})
                            : gone;
    return noted ? Status(Done{}) : Status(noted.error());
}

bool LinkPreviewStore::isNamed(const QString &url, const QString &text)
{
    const QList<TextLink> links = findLinks(text);
    return std::any_of(links.cbegin(), links.cend(),
                       [&url](const TextLink &link) { return link.url.toString(QUrl::FullyEncoded) == url; });
}

} // namespace jackdaw
