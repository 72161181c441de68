// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/ProviderPage.h"

#include "settings/ProviderText.h"
#include "style/ErrorText.h"
#include "widgets/Buttons.h"
#include "widgets/Card.h"
#include "widgets/Labels.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

ProviderPage::ProviderPage(const Theme &theme, AccountId account, const QString &domain, QWidget *parent)
    : SettingsPage(theme, tr("Provider"), parent), m_account(account), m_domain(domain),
      m_wait(new Label(theme, TypeRole::Body, Token::Text2, tr("Asking %1…").arg(domain), Label::Wrap::Yes))
{
    auto *back = new TextButton(tr("Back to the account"), ButtonKind::Quiet, ButtonSize::Small);
    back->setIcon(theme.icon(u"arrow-left"_s));
    connect(back, &QAbstractButton::clicked, this, &ProviderPage::backRequested);
    content()->insertWidget(0, back, 0, Qt::AlignLeading);
    content()->addWidget(new ElidedLabel(theme, TypeRole::Heading, Token::Text2, domain));
    content()->addSpacing(14);
    content()->addWidget(m_wait);
    finish();
}

QWidget *ProviderPage::makeRow(const ProviderLine &line, const QString &icon, Token token)
{
    auto *row = new QWidget;
    auto *across = new QHBoxLayout(row);
    across->setContentsMargins(18, 10, 18, 10);
    across->setSpacing(12);
    if (!icon.isEmpty()) {
        auto *sign = new QLabel;
        const auto paint = [this, sign, icon, token] {
            const int side = theme().scaled(18);
            QPixmap pixmap(QSize(side, side) * sign->devicePixelRatioF());
            pixmap.setDevicePixelRatio(sign->devicePixelRatioF());
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            theme().paintIcon(painter, QRect(0, 0, side, side), icon, theme().color(token));
            painter.end();
            sign->setPixmap(pixmap);
        };
        paint();
        connect(&theme(), &Theme::changed, sign, paint);
        across->addWidget(sign, 0, Qt::AlignTop);
    }
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(new Label(theme(), TypeRole::Name, Token::Text, line.title, Label::Wrap::Yes));
    auto *text = new Label(theme(), TypeRole::Body, Token::Text2, line.text, Label::Wrap::Yes);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setVisible(!line.text.isEmpty());
    words->addWidget(text);
    across->addLayout(words, 1);
    return row;
}

void ProviderPage::addSection(const QString &title, const QList<ProviderLine> &lines, const QString &none)
{
    addHeading(title);
    if (lines.isEmpty()) {
        addNote(none);
        return;
    }
    Card *card = addCard();
    for (const ProviderLine &line : lines)
        card->addRow(makeRow(line));
}

void ProviderPage::addOutages(const ProviderInfo &info)
{
    addHeading(tr("Outages"));
    if (info.statusAddresses.isEmpty()) {
        addNote(tr("This provider names no place where it tells of outages."));
        return;
    }
    addNote(tr("It tells of them at: %1").arg(info.statusAddresses.join(u", "_s)));
    addOutageSearch();
}

void ProviderPage::addOutageSearch()
{
    m_outages = addCard();
    m_outages->hide();
    m_look = new TextButton(tr("Look for outage notices"));
    auto *line = new QHBoxLayout;
    line->addWidget(m_look);
    line->addStretch();
    content()->addLayout(line);
    content()->addSpacing(16);
    connect(m_look, &QAbstractButton::clicked, this, [this] {
        m_look->setEnabled(false);
        Q_EMIT outagesRequested(m_account);
    });
}

void ProviderPage::addSuites(const ProviderInfo &info)
{
    using Support = ServerFeature::Support;
    if (info.levels.isEmpty())
        return;
    addNote(tr("How far it gets, by the XMPP compliance suites of 2023. Each suite asks for the basics too."));
    for (const SuiteLevel &level : info.levels) {
        addHeading(suiteText(level));
        Card *card = addCard();
        for (const ServerFeature &feature : info.features) {
            if (feature.suite != level.suite)
                continue;
            const bool isThere = feature.support == Support::Yes;
            card->addRow(makeRow(featureLine(feature), isThere ? u"circle-check"_s : u"circle-alert"_s,
                                 isThere ? Token::Ok : feature.support == Support::No ? Token::Warn : Token::Text2));
        }
    }
}

void ProviderPage::showInfo(const Result<ProviderInfo> &info)
{
    m_wait->hide();
    // finish() put the room below the last row; it goes there again.
    delete content()->takeAt(content()->count() - 1);
    if (!info) {
        addNote(errorText(info.error()));
        // This is when it is wanted most; the engine remembers what the provider named.
        addHeading(tr("Outages"));
        addOutageSearch();
        finish();
        return;
    }
    addNote(tr("All of this is what the provider says about itself."));
    addSection(tr("Contact"), contactLines(*info), tr("This provider names no addresses."));
    addSection(tr("Limits"), limitLines(*info), tr("This provider names no limits."));
    addSection(tr("Your data"), info->policy ? policyLines(*info->policy) : QList<ProviderLine>(),
               tr("This provider does not say what it does with your data. Ask it, if you want to know."));
    addOutages(*info);
    addSuites(*info);
    finish();
}

void ProviderPage::showOutages(const Result<QList<OutageNotice>> &notices)
{
    if (!m_outages)
        return;
    m_look->setEnabled(true);
    m_outages->clear();
    if (!notices && notices.error().kind == ErrorKind::NotFound)
        m_outages->addRow(makeRow({tr("There is no place to look."), tr("%1 never named one.").arg(m_domain)}));
    else if (!notices && (notices.error().kind == ErrorKind::Proxy || notices.error().kind == ErrorKind::ProxyPassword))
        m_outages->addRow(makeRow({tr("The notices cannot be read."), errorText(notices.error())}));
    else if (!notices)
        m_outages->addRow(makeRow({tr("The notices cannot be read."), tr("%1 did not answer as it should. Try again later.").arg(m_domain)}));
    else if (notices->isEmpty())
        m_outages->addRow(makeRow({tr("There is no outage."), {}}, u"circle-check"_s, Token::Ok));
    else {
        for (const OutageNotice &notice : *notices)
            m_outages->addRow(makeRow(outageLine(notice, QDateTime::currentMSecsSinceEpoch()), u"triangle-alert"_s, Token::Warn));
    }
    m_outages->show();
}

} // namespace jackdaw
