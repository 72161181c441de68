// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/PlayerBar.h"

#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "timeline/SoundBlock.h"
#include "widgets/Buttons.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"
#include "widgets/PlaceSlider.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int barHeight = 44;
constexpr int narrowBar = 420; ///< below it the line has no room beside the words

} // namespace

PlayerBar::PlayerBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_toggle(new IconButton(theme, u"pause"_s, QString(u' '), this))
    , m_title(new ElidedLabel(theme, TypeRole::BodyStrong, Token::Text, {}, this))
    , m_place(new PlaceSlider(theme, this))
    , m_time(new Label(theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::No, this))
    , m_rate(new TextButton({}, ButtonKind::Quiet, ButtonSize::Tight, this))
    , m_close(new IconButton(theme, u"x"_s, QString(u' '), this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_toggle->setDiameter(32, 18);
    m_close->setDiameter(32, 18);
    auto *row = new QHBoxLayout(this);
    row->setSpacing(8);
    row->addWidget(m_toggle);
    row->addWidget(m_title, 2);
    row->addWidget(m_place, 3);
    row->addWidget(m_time);
    row->addWidget(m_rate);
    row->addWidget(m_close);
    connect(m_toggle, &QAbstractButton::clicked, this, &PlayerBar::toggleRequested);
    connect(m_place, &PlaceSlider::seekRequested, this, &PlayerBar::seekRequested);
    connect(m_rate, &QAbstractButton::clicked, this, &PlayerBar::rateRequested);
    connect(m_close, &QAbstractButton::clicked, this, &PlayerBar::closeRequested);
    connect(&theme, &Theme::changed, this, &PlayerBar::applyTheme);
    applyTheme();
    hide();
}

void PlayerBar::applyTheme()
{
    setFixedHeight(std::max(m_theme.scaled(barHeight), m_toggle->sizeHint().height() + 8));
    setLogicalMargins(layout(), 12, 0, 8, 1);
    update();
}

void PlayerBar::rename()
{
    using Motion = VoicePlayback::Motion;
    m_toggle->setName(m_state.motion == Motion::Playing ? tr("Pause") : tr("Play"));
    m_place->setAccessibleName(tr("Position"));
    m_rate->setText(SoundBlock::rateWords(m_state.rate));
    m_rate->setAccessibleName(tr("Speed: %1").arg(SoundBlock::rateWords(m_state.rate)));
    m_rate->setToolTip(tr("Speed"));
    m_close->setName(tr("Stop playing"));
}

void PlayerBar::show(const VoicePlayback::State &state, const QString &title)
{
    using Motion = VoicePlayback::Motion;
    const bool isWanted = state.motion == Motion::Playing || state.motion == Motion::Paused
        || (state.motion == Motion::Failed && state.fault == SoundFault::NoOutput);
    const bool isOther = m_state.motion != state.motion || m_state.rate != state.rate || m_title->text() != title;
    m_state = state;
    if (!isWanted) {
        hide();
        return;
    }
    if (isOther) {
        m_title->setText(title);
        m_toggle->setIconName(state.motion == Motion::Playing ? u"pause"_s : u"play"_s);
        rename();
        setAccessibleName(tr("Playing: %1").arg(title));
    }
    const bool isLost = state.motion == Motion::Failed;
    m_time->setToken(isLost ? Token::Bad : Token::Text2);
    m_time->setText(SoundBlock::timeWords({{}, state}));
    m_place->setPlace(state.at, state.length);
    m_place->setVisible(!isLost && width() >= m_theme.scaled(narrowBar));
    setVisible(true);
}

void PlayerBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_place->setVisible(m_state.motion != VoicePlayback::Motion::Failed && width() >= m_theme.scaled(narrowBar));
}

void PlayerBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        rename();
}

void PlayerBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat())
        Q_EMIT toggleRequested();
    else
        QWidget::keyPressEvent(event);
}

void PlayerBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Token::Line));
}

} // namespace jackdaw
