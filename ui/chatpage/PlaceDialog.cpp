// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/PlaceDialog.h"

#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"

#include <QBoxLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace jackdaw {

PlaceDialog::PlaceDialog(const QString &chat, PositionSource positions, const Theme &theme, QWidget *parent)
    : QDialog(parent), m_positions(std::move(positions))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Send a place"));
    setAccessibleName(tr("Send a place"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(12);
    column->addWidget(new ElidedLabel(theme, TypeRole::Heading, Token::Text, tr("Send to %1").arg(isolated(chat)), this));
    auto *here = new QHBoxLayout;
    here->setSpacing(12);
    m_here = new TextButton(tr("Where I am now"), ButtonKind::Secondary);
    m_here->setAutoDefault(false);
    m_here->setToolTip(tr("Asks this computer's location service"));
    m_state = new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, this);
    here->addWidget(m_here);
    here->addWidget(m_state, 1);
    column->addLayout(here);
    m_link = new TextField(theme, tr("Map link"), this);
    m_link->setHelp(tr("Paste the link of a place from a map, or fill in the coordinates. Nothing is looked up."));
    column->addWidget(m_link);
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    m_latitude = new TextField(theme, tr("Latitude"), this);
    m_latitude->edit()->setPlaceholderText(u"59.3327"_s);
    m_longitude = new TextField(theme, tr("Longitude"), this);
    m_longitude->edit()->setPlaceholderText(u"18.0649"_s);
    line->addWidget(m_latitude);
    line->addWidget(m_longitude);
    column->addLayout(line);
    m_shown = new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, this);
    column->addWidget(m_shown);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    auto *cancel = new TextButton(tr("Cancel"), ButtonKind::Secondary);
    m_send = new TextButton(tr("Send"), ButtonKind::Primary);
    m_send->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_send);
    column->addLayout(buttons);
    setMinimumWidth(theme.scaled(420));
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_send, &QAbstractButton::clicked, this, &PlaceDialog::submit);
    connect(m_here, &QAbstractButton::clicked, this, &PlaceDialog::lookWhereWeAre);
    connect(m_link->edit(), &QLineEdit::textChanged, this, &PlaceDialog::takeLink);
    connect(m_latitude->edit(), &QLineEdit::textChanged, this, &PlaceDialog::check);
    connect(m_longitude->edit(), &QLineEdit::textChanged, this, &PlaceDialog::check);
    m_link->edit()->setFocus();
    check();
}

void PlaceDialog::takeLink(const QString &text)
{
    const auto place = readPlace(text);
    m_link->setState(place || text.trimmed().isEmpty() ? TextField::State::Plain : TextField::State::Wrong,
                     place || text.trimmed().isEmpty() ? QString() : tr("No place was found in this. Fill in the coordinates."));
    if (!place)
        return;
    // Never as "1e-05", which stands on the meridian of Greenwich, and which nobody can read.
    m_latitude->setText(QString::number(place->latitude, 'f', 6));
    m_longitude->setText(QString::number(place->longitude, 'f', 6));
    check();
}

void PlaceDialog::lookWhereWeAre()
{
    PositionFactory *factory = m_positions();
    if (!factory) {
        m_state->setText(positionFaultText(PositionFault::NoModule));
        return;
    }
    m_here->setEnabled(false);
    m_state->setText(tr("Looking for your position…"));
    m_watch = factory->makeWatch();
    m_watch->found = [this](const Place &place, qint64) {
        if (!m_watch)
            return;
        m_found = place;
        m_latitude->setText(QString::number(place.latitude, 'f', 6));
        m_longitude->setText(QString::number(place.longitude, 'f', 6));
        check();
        endLooking({});
    };
    m_watch->failed = [this](PositionFault fault) {
        if (m_watch)
            endLooking(positionFaultText(fault));
    };
    m_watch->start();
}

/// The watch is in the middle of telling, and goes afterwards.
void PlaceDialog::endLooking(const QString &words)
{
    QMetaObject::invokeMethod(this, [done = std::shared_ptr<PositionWatch>(std::move(m_watch))] {},
                              Qt::QueuedConnection);
    m_state->setText(words);
    m_here->setEnabled(true);
    (m_place ? m_send : m_here)->setFocus();
}

void PlaceDialog::check()
{
    // Both as they are written: with a point, or as the keyboard of the user has it.
    const auto plain = [](const TextField *field) { return field->text().trimmed().replace(u',', u'.'); };
    m_place = readPlace(plain(m_latitude) + u';' + plain(m_longitude));
    const auto isSame = [](double a, double b) { return std::abs(a - b) < 0.000'001; };
    if (m_place && m_found && isSame(m_place->latitude, m_found->latitude)
        && isSame(m_place->longitude, m_found->longitude))
        m_place->accuracy = m_found->accuracy;
    m_send->setEnabled(m_place.has_value());
    const bool isEmpty = m_latitude->text().isEmpty() && m_longitude->text().isEmpty();
    if (m_place) {
        const QString where = placeText(*m_place);
        const QString exactly = m_place->accuracy < 0
            ? where
            : tr("%1, within %2 m").arg(where).arg(qRound(m_place->accuracy));
        m_shown->setText(tr("They see: %1").arg(isolated(exactly)));
    } else {
        m_shown->setText(isEmpty ? QString()
                                 : tr("Latitude is a number from -90 to 90, longitude one from -180 to 180."));
    }
}

void PlaceDialog::submit()
{
    if (!m_place)
        return;
    Q_EMIT chosen(*m_place);
    accept();
}

} // namespace jackdaw
