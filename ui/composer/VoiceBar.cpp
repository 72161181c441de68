// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/VoiceBar.h"

#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "timeline/SoundBlock.h"
#include "widgets/IconButton.h"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int besideBox = 8;
constexpr int betweenButtons = 4;
constexpr int boxPadding = 12;
constexpr int recordingDot = 10;
constexpr int levelStep = 5;          ///< a bar and what is left beside it
constexpr qsizetype levelsABar = 5;   ///< 100 ms

QString faultWords(SoundFault fault)
{
    switch (fault) {
    case SoundFault::NoDevice: return VoiceBar::tr("No microphone was found. Connect one and try again.");
    case SoundFault::Busy:
        return VoiceBar::tr("The microphone gives no sound. Close what else may be using it and try again.");
    case SoundFault::NoModule: case SoundFault::NoOutput: case SoundFault::Unreadable: case SoundFault::NoCodec:
    case SoundFault::TooLarge: break;
    }
    return VoiceBar::tr("Recording does not work: the part of Jackdaw for sound cannot be loaded. Install it again.");
}

} // namespace

VoiceBar::VoiceBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_discard(new IconButton(theme, u"trash-2"_s, QString(u' '), this))
    , m_play(new IconButton(theme, u"play"_s, QString(u' '), this))
    , m_turn(new IconButton(theme, u"pause"_s, QString(u' '), this))
    , m_send(new IconButton(theme, u"send-horizontal"_s, QString(u' '), this))
{
    setFocusPolicy(Qt::StrongFocus);
    m_discard->setToken(Token::Bad);
    m_discard->setShortcutHint(QKeySequence(Qt::Key_Escape));
    m_turn->setShortcutHint(QKeySequence(Qt::Key_Space));
    m_send->setShortcutHint(QKeySequence(Qt::Key_Return));
    m_send->setLook(IconButton::Look::Filled);
    for (IconButton *button : {m_discard, m_turn, m_send})
        button->setDiameter(40);
    m_play->setDiameter(32, 16);
    connect(m_discard, &QAbstractButton::clicked, this, &VoiceBar::discard);
    connect(m_play, &QAbstractButton::clicked, this, &VoiceBar::preview);
    connect(m_turn, &QAbstractButton::clicked, this, &VoiceBar::turn);
    connect(m_send, &QAbstractButton::clicked, this, &VoiceBar::send);
    connect(&theme, &Theme::changed, this, &VoiceBar::arrange);
    rename();
    hide();
}

VoiceBar::~VoiceBar() = default;

void VoiceBar::rename()
{
    const bool isRecording = m_take && m_take->state() == VoiceTake::State::Recording;
    setAccessibleName(tr("Voice message"));
    m_discard->setName(tr("Discard recording"));
    m_play->setName(m_isPreviewing ? tr("Pause") : tr("Listen to the recording"));
    m_turn->setName(isRecording ? tr("Pause recording")
                    : m_take && m_take->fault() ? tr("Try again") : tr("Go on recording"));
    m_send->setName(tr("Send voice message"));
}

void VoiceBar::begin()
{
    SoundFactory *factory = m_source ? m_source() : nullptr;
    adopt(std::make_unique<VoiceTake>(factory ? factory->makeRecorder() : nullptr));
    m_take->record();
}

void VoiceBar::resume(std::unique_ptr<VoiceTake> take)
{
    adopt(std::move(take));
}

void VoiceBar::adopt(std::unique_ptr<VoiceTake> take)
{
    m_take = std::move(take);
    m_told.reset();
    connect(m_take.get(), &VoiceTake::changed, this, &VoiceBar::showState);
    show();
    showState();
}

void VoiceBar::close()
{
    endPreview();
    m_isMute = false;
    m_player.reset();
    m_take.reset();
    Q_EMIT closed(); // before the focus leaves what hides: whoever hears it knows whether it was here
    hide();
}

std::unique_ptr<VoiceTake> VoiceBar::leave()
{
    if (!m_take)
        return nullptr;
    m_take->pause();
    m_take->disconnect(this);
    std::unique_ptr<VoiceTake> left = m_take->isEmpty() ? nullptr : std::move(m_take);
    close();
    return left;
}

void VoiceBar::discard()
{
    if (!m_take)
        return;
    m_take->disconnect(this);
    m_take->pause();
    close();
    Q_EMIT discarded();
}

void VoiceBar::send()
{
    if (!m_take || m_take->isEmpty())
        return;
    m_take->disconnect(this);
    const QByteArray bytes = m_take->finish();
    const qint64 length = m_take->length();
    close();
    Q_EMIT sendRequested(bytes, length);
}

void VoiceBar::turn()
{
    if (!m_take)
        return;
    if (m_take->isKept()) { // there is nothing to be gone on with
        preview();
        return;
    }
    endPreview();
    m_isMute = false;
    if (m_take->state() == VoiceTake::State::Recording)
        m_take->pause();
    else
        m_take->record();
}

void VoiceBar::preview()
{
    if (!m_take || m_take->isEmpty() || m_take->state() == VoiceTake::State::Recording)
        return;
    if (m_isPreviewing) {
        endPreview();
        return;
    }
    SoundFactory *factory = m_player || !m_source ? nullptr : m_source();
    if (factory)
        m_player = factory->makePlayer();
    if (!m_player)
        return;
    m_player->moved = [this](qint64 at, qint64) {
        m_heard = at;
        update();
    };
    m_player->ended = [this] { endPreview(); };
    m_player->failed = [this](SoundFault) {
        m_isMute = true;
        endPreview();
    };
    m_heard = 0;
    m_isMute = false;
    m_isPreviewing = true;
    m_player->openBytes(m_take->preview());
    m_player->play();
    showState();
}

void VoiceBar::endPreview()
{
    if (!std::exchange(m_isPreviewing, false))
        return;
    m_heard = 0;
    m_player->pause();
    showState();
}

QString VoiceBar::stateWords() const
{
    if (!m_take)
        return {};
    if (m_take->fault())
        return faultWords(*m_take->fault());
    if (m_take->state() == VoiceTake::State::Recording)
        return tr("Recording");
    if (m_isMute)
        return tr("No sound output was found.");
    return m_isPreviewing ? tr("Playing") : tr("Paused");
}

void VoiceBar::showState()
{
    if (!m_take)
        return;
    const VoiceTake::State state = m_take->state();
    m_send->setEnabled(!m_take->isEmpty());
    m_play->setVisible(state != VoiceTake::State::Recording && !m_take->isEmpty());
    m_turn->setVisible(!m_take->isKept());
    m_play->setIconName(m_isPreviewing ? u"pause"_s : u"play"_s);
    m_turn->setIconName(state == VoiceTake::State::Recording ? u"pause"_s
                        : state == VoiceTake::State::Failed ? u"refresh-cw"_s : u"mic"_s);
    rename();
    arrange();
    const QString words = stateWords();
    if (std::exchange(m_told, words) == words)
        return;
    //: of a recording: "Paused", and how long it is
    setAccessibleDescription(state == VoiceTake::State::Recording || m_take->isEmpty()
        ? words : tr("%1, %2").arg(words, countdownText(m_take->length() / 1000 * 1000)));
    QAccessibleAnnouncementEvent told(this, words);
    QAccessible::updateAccessibility(&told);
    Q_EMIT stateChanged();
}

QRect VoiceBar::box() const
{
    const int side = m_send->sizeHint().width();
    const int lead = side + besideBox;
    const int trail = m_turn->isHidden() ? side + besideBox : 2 * side + besideBox + betweenButtons;
    return QRect(lead, 0, width() - lead - trail, height());
}

QSize VoiceBar::sizeHint() const
{
    return QSize(240, m_send->sizeHint().height());
}

void VoiceBar::arrange()
{
    const auto placed = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    const QSize button = m_send->sizeHint();
    const QRect middle = box();
    m_discard->setGeometry(placed(QRect(QPoint(0, 0), button)));
    m_turn->setGeometry(placed(QRect(QPoint(middle.right() + 1 + besideBox, 0), button)));
    m_send->setGeometry(placed(QRect(QPoint(width() - button.width(), 0), button)));
    const QSize play = m_play->sizeHint();
    m_play->setGeometry(placed(QRect(QPoint(middle.left() + 4, (height() - play.height()) / 2), play)));
    update();
}

void VoiceBar::resizeEvent(QResizeEvent *)
{
    arrange();
}

void VoiceBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        rename();
    else if (event->type() == QEvent::LayoutDirectionChange)
        arrange();
}

void VoiceBar::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        discard();
    else if (event->key() == Qt::Key_Space && !event->isAutoRepeat())
        turn();
    else if (isEnter && !event->isAutoRepeat()) {
        // On a button it presses that: nothing goes out by the Enter that was meant for "Discard recording".
        auto *button = qobject_cast<QAbstractButton *>(QApplication::focusWidget());
        if (button && isAncestorOf(button))
            button->click();
        else
            send();
    } else
        QWidget::keyPressEvent(event);
}

/// Nobody is recorded who does not see it: another place of the window is shown, or it was closed and runs on. A window
/// that is minimised was not left.
void VoiceBar::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!m_take || event->spontaneous())
        return;
    endPreview();
    m_take->pause();
}

void VoiceBar::paintEvent(QPaintEvent *)
{
    if (!m_take)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto placed = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    const QRect middle = box();
    paintShape(painter, placed(middle), 8, m_theme.color(Token::Surface), m_theme.color(Token::Focus), 2);
    const bool isRecording = m_take->state() == VoiceTake::State::Recording;
    int left = middle.left() + boxPadding;
    if (isRecording) {
        const int dot = m_theme.scaled(recordingDot);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::Bad));
        painter.drawEllipse(placed(QRect(left, (height() - dot) / 2, dot, dot)));
        left += dot + boxPadding;
    } else if (!m_play->isHidden()) {
        left = middle.left() + 4 + m_play->width() + betweenButtons;
    }
    int right = middle.right() - boxPadding;
    const int align = int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)) | Qt::AlignVCenter
        | Qt::TextSingleLine;
    const auto line = [&](TypeRole role, Token token, int x, int width, const QString &words) {
        painter.setFont(m_theme.font(role));
        painter.setPen(m_theme.color(token));
        const QString shown = QFontMetrics(painter.font()).elidedText(words, Qt::ElideRight, width);
        painter.drawText(placed(QRect(x, 0, width, height())), align, shown);
    };
    const QString state = stateWords();
    if (m_take->fault() && m_take->isEmpty()) {
        line(TypeRole::Body, Token::Bad, left, right - left, state);
        return;
    }
    const QString time = countdownText((m_isPreviewing ? m_heard : m_take->length()) / 1000 * 1000);
    const int timeWidth = QFontMetrics(m_theme.font(TypeRole::BodyStrong)).horizontalAdvance(u"00:00"_s) + 4;
    line(TypeRole::BodyStrong, Token::Text, left, timeWidth, time);
    left += timeWidth + betweenButtons;
    const int most = (right - left) * (m_take->fault() ? 3 : 1) / (m_take->fault() ? 4 : 2);
    const int stateWidth = std::min(most, QFontMetrics(m_theme.font(TypeRole::Body)).horizontalAdvance(state) + 2);
    line(TypeRole::Body, m_take->fault() ? Token::Bad : Token::Text3, right - stateWidth, stateWidth, state);
    right -= stateWidth + boxPadding;
    if (right - left < 4 * levelStep)
        return;

    // While it is recorded the newest part of it, one bar a tenth of a second; of what is paused all.
    const int room = (right - left) / levelStep;
    const QList<qreal> &levels = m_take->levels();
    const auto bars = int(std::min<qsizetype>(room, (levels.size() + levelsABar - 1) / levelsABar));
    const QRect wave(left, height() / 2 - 11, bars * levelStep, 22);
    const QList<qreal> shown = isRecording ? levels.last(std::min(levels.size(), bars * levelsABar)) : levels;
    const qreal played = m_isPreviewing && m_take->length() > 0 ? qreal(m_heard) / qreal(m_take->length()) : 1;
    if (bars > 0)
        paintLevels(painter, placed(wave), shown, played, m_theme.color(Token::Link),
            m_theme.color(Token::BorderStrong));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(m_theme.color(Token::BorderStrong), 1, Qt::DotLine));
    const QRect rest = placed(QRect(left + wave.width(), 0, right - left - wave.width(), height()));
    if (rest.width() > levelStep)
        painter.drawLine(rest.left(), height() / 2, rest.right(), height() / 2);
}

} // namespace jackdaw
