// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TimelineView about previews of links: none is loaded but by a click on that one.
#include "timeline/TimelineView.h"

#include "chat/TimelineModel.h"
#include "style/ErrorText.h"
#include "style/Theme.h"
#include "text/LinkFinder.h"

#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr qsizetype mostCards = 6;

QString addressOf(const QUrl &url)
{
    return url.toString(QUrl::FullyEncoded);
}

/// By https alone, and where the address is what it seems.
bool mayBeLoaded(const TextLink &link)
{
    return link.url.scheme() == "https"_L1 && link.doubt == LinkDoubt::None;
}

} // namespace

QList<PreviewCard::Content> TimelineView::previewsOf(const Message &message) const
{
    QList<PreviewCard::Content> cards;
    if (message.retracted != 0 || message.isUnreadable() || message.attachment || spoilerOf(message) == Spoiler::Covered)
        return cards;
    const QString text = message.body.left(MessageText::foldLimit);
    if (!text.contains("://"_L1) && !text.contains("www."_L1, Qt::CaseInsensitive))
        return cards;
    const auto states = m_previews.value(message.id);
    bool isOffered = false;
    const QList<TextLink> links = findLinks(text);
    for (const TextLink &link : links) {
        const QString address = addressOf(link.url);
        const bool isThere = std::any_of(cards.cbegin(), cards.cend(),
                                         [&](const PreviewCard::Content &each) { return each.url == link.url; });
        if (cards.size() >= mostCards || isThere || !mayBeLoaded(link))
            continue;
        PreviewCard::Content card{.url = link.url};
        const auto loaded = std::find_if(message.previews.cbegin(), message.previews.cend(),
                                         [&](const LinkPreview &each) { return each.url == address; });
        const auto state = states.constFind(address);
        if (loaded != message.previews.cend()) {
            card.state = PreviewCard::Content::State::Loaded;
            card.preview = *loaded;
        } else if (state != states.cend()) {
            card.state = state->isEmpty() ? PreviewCard::Content::State::Loading : PreviewCard::Content::State::Failed;
            card.failure = *state;
        } else if (isOffered) {
            continue; // one quiet line is enough; the menu has the others
        } else {
            isOffered = true;
        }
        cards.append(card);
    }
    return cards;
}

QString TimelineView::previewWords(const Message &message) const
{
    QStringList all;
    for (const PreviewCard::Content &card : previewsOf(message)) {
        if (card.state == PreviewCard::Content::State::Loading) {
            all.append(tr("Loading preview\u2026"));
        } else if (card.state == PreviewCard::Content::State::Failed) {
            all.append(card.failure);
        } else if (card.state == PreviewCard::Content::State::Loaded) {
            QStringList words{card.preview.title, card.preview.description};
            words.removeAll(QString());
            all.append(tr("Preview of %1: %2").arg(plainHost(card.url), words.join(u", "_s)));
        }
    }
    return all.join(u". "_s);
}

void TimelineView::loadPreview(MessageId message, const QUrl &url)
{
    m_previews[message].insert(addressOf(url), {});
    refreshLayout(message);
    Q_EMIT previewRequested(message, url);
}

void TimelineView::setPreviewFailed(MessageId message, const QUrl &url, const Error &error)
{
    QString words;
    switch (error.kind) {
    case ErrorKind::Timeout: case ErrorKind::ServerNotFound: case ErrorKind::ConnectionRefused: case ErrorKind::ConnectionLost:
    case ErrorKind::Certificate: case ErrorKind::Proxy: case ErrorKind::ProxyPassword:
    case ErrorKind::Storage: case ErrorKind::DiskFull: case ErrorKind::TooMany:
        words = errorSummary(error);
        break;
    case ErrorKind::UnsafeAddress:
        words = errorText(error);
        break;
    case ErrorKind::NotFound:
        words = tr("There is no page at this address.");
        break;
    case ErrorKind::FileTooLarge:
        words = tr("This page is too large for a preview.");
        break;
    case ErrorKind::Unavailable:
        words = tr("%1 does not give this page now.").arg(plainHost(url));
        break;
    default:
        words = tr("This page offers no preview.");
    }
    m_previews[message].insert(addressOf(url), words);
    refreshLayout(message);
}

void TimelineView::refreshLayout(MessageId message)
{
    if (const int row = m_model.rowOf(message); row >= 0)
        rowsChanged(row, row);
}

/// The pictures that the row's previews have; begins to read those that are not decoded.
void TimelineView::showPreviews(RowPicture &picture)
{
    for (const LinkPreview &preview : picture.message->previews) {
        if (preview.picture.isEmpty())
            continue;
        const auto shown = m_pictures.picture(preview.picture, PreviewCard::pictureSize(m_theme), devicePixelRatioF());
        picture.previews.insert(preview.picture, shown.pixmap);
    }
}

void TimelineView::actOnPreview(int row, const TextLink &link)
{
    const BubbleParts *parts = layoutOf(row)->parts();
    const PreviewCard *card = parts ? parts->previewOf(link.url) : nullptr;
    if (card && card->content().state == PreviewCard::Content::State::Loaded)
        openLink(link);
    else if (card && card->content().state != PreviewCard::Content::State::Loading)
        loadPreview(m_model.message(row).id, link.url);
}

void TimelineView::addPreviewAct(QMenu &menu, const Message &message, const TextLink &link)
{
    const bool isLoaded = std::any_of(message.previews.cbegin(), message.previews.cend(),
                                      [&](const LinkPreview &each) { return each.url == addressOf(link.url); });
    const bool isUnderWay = m_previews.value(message.id).value(addressOf(link.url), u"-"_s).isEmpty();
    const QList<TextLink> known = findLinks(message.body.left(MessageText::foldLimit)); // not those of markup alone
    const bool isInText = std::any_of(known.cbegin(), known.cend(), [&](const TextLink &each) { return each.url == link.url; });
    if (message.retracted != 0 || message.attachment || isLoaded || isUnderWay || !isInText || !mayBeLoaded(link))
        return;
    const QString host = fontMetrics().elidedText(plainHost(link.url), Qt::ElideMiddle, m_theme.scaled(200));
    connect(menu.addAction(m_theme.icon(u"image"_s), tr("Load preview of %1 once").arg(QString(host).replace(u'&', u"&&"_s))),
            &QAction::triggered, this, [this, id = message.id, url = link.url] { loadPreview(id, url); });
}

} // namespace jackdaw
