// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Labels.h"

#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QRegularExpression>
#include <QStyle>
#include <QTextLayout>
#include <QToolTip>

namespace jackdaw {

namespace {

/// Lines of `width`, of which each is `lineHeight` high; draws them if there is a painter, and returns the height.
int layOutLines(const QString &text, const QFont &font, int width, int lineHeight, Qt::Alignment alignment, QPainter *painter,
                const QPointF &at)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere); // a name of Tor's is longer than a narrow window is wide
    // By its own letters, as QLabel has it.
    option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment(alignment);
    int top = 0;
    const QStringList parts = text.split(QLatin1Char('\n'));
    for (const QString &part : parts) {
        QTextLayout layout(part, font);
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            line.setPosition(QPointF(0, top + qRound((lineHeight - line.height()) / 2)));
            top += lineHeight;
        }
        layout.endLayout();
        if (painter)
            layout.draw(painter, at);
    }
    return top;
}

constexpr int leastLetters = 12; ///< in a line of wrapped text
constexpr int longestWord = 30;  ///< letters of a language; what is longer is broken where a line ends

} // namespace

Label::Label(const Theme &theme, TypeRole role, Token token, const QString &text, Wrap wrap, QWidget *parent)
    : QLabel(text, parent), m_theme(theme), m_role(role), m_token(token)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(wrap == Wrap::Yes);
    setTextInteractionFlags(Qt::NoTextInteraction);
    connect(&theme, &Theme::changed, this, &Label::applyTheme);
    applyTheme();
}

void Label::setRole(TypeRole role)
{
    m_role = role;
    applyTheme();
}

void Label::setToken(Token token)
{
    m_token = token;
    applyTheme();
}

bool Label::breaksWords(int width) const
{
    // What may be selected is laid out by QLabel's own text control.
    if (!wordWrap() || textInteractionFlags() != Qt::NoTextInteraction)
        return false;
    if (m_measured != text()) {
        m_measured = text();
        m_widestWord = 0;
        static const QRegularExpression blanks(QStringLiteral("[\\s\u200B]+"));
        const QStringList words = m_measured.split(blanks);
        for (const QString &word : words) {
            if (word.size() < longestWord / 3) // is never so wide, and most words of every text are such
                continue;
            m_widestWord = qMax(m_widestWord, fontMetrics().horizontalAdvance(word));
        }
    }
    return m_widestWord > width && m_widestWord > longestWord * fontMetrics().averageCharWidth();
}

QSize Label::minimumSizeHint() const
{
    const QSize least = QLabel::minimumSizeHint();
    const int letters = fontMetrics().averageCharWidth() * leastLetters;
    return breaksWords(letters) ? QSize(qMin(least.width(), letters), least.height()) : least;
}

int Label::heightForWidth(int width) const
{
    const QMargins around = contentsMargins();
    const int inner = width - around.left() - around.right() - 2 * margin();
    if (!breaksWords(inner))
        return QLabel::heightForWidth(width);
    return layOutLines(text(), font(), inner, fontMetrics().lineSpacing(), Qt::AlignLeft, nullptr, {}) + around.top() + around.bottom()
        + 2 * margin();
}

void Label::paintEvent(QPaintEvent *event)
{
    const QRect inside = contentsRect().marginsRemoved(QMargins(margin(), margin(), margin(), margin()));
    if (!breaksWords(inside.width())) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    const Qt::Alignment edge = QStyle::visualAlignment(text().isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight, alignment());
    const int lineHeight = fontMetrics().lineSpacing();
    const int height = layOutLines(text(), font(), inside.width(), lineHeight, edge & Qt::AlignHorizontal_Mask, nullptr, {});
    const int above = edge & Qt::AlignTop ? 0 : edge & Qt::AlignBottom ? inside.height() - height : (inside.height() - height) / 2;
    layOutLines(text(), font(), inside.width(), lineHeight, edge & Qt::AlignHorizontal_Mask, &painter,
                inside.topLeft() + QPoint(0, qMax(0, above)));
}

/// QLabel would copy the places where a line may end with the rest: nobody sees them, and who looks for the text or types an
/// address from it finds nothing.
void Label::copySelected(QClipboard::Mode mode) const
{
    if (hasSelectedText())
        QGuiApplication::clipboard()->setText(selectedText().remove(QChar(0x200B)), mode);
}

void Label::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) && hasSelectedText()) {
        copySelected(QClipboard::Clipboard);
        event->accept();
        return;
    }
    QLabel::keyPressEvent(event);
}

void Label::mouseReleaseEvent(QMouseEvent *event)
{
    QLabel::mouseReleaseEvent(event);
    if (QGuiApplication::clipboard()->supportsSelection())
        copySelected(QClipboard::Selection);
}

void Label::contextMenuEvent(QContextMenuEvent *event)
{
    if (textInteractionFlags() == Qt::NoTextInteraction) {
        QLabel::contextMenuEvent(event);
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, [this] { copySelected(QClipboard::Clipboard); })->setEnabled(hasSelectedText());
    menu->addAction(tr("Select all"), this, [this] { setSelection(0, int(text().size())); });
    menu->popup(event->globalPos());
}

void Label::applyTheme()
{
    m_measured.clear(); // in another font
    setFont(m_theme.font(m_role));
    setMinimumHeight(m_theme.lineHeight(m_role)); // the design's line, which is higher than the font's
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.color(m_token));
    setPalette(colors);
}

Paragraph::Paragraph(const Theme &theme, TypeRole role, Token token, const QString &text, QWidget *parent)
    : Label(theme, role, token, text, Wrap::Yes, parent)
{
}

int Paragraph::layOut(int width, QPainter *painter) const
{
    return layOutLines(text(), font(), width, theme().lineHeight(role()), text().isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft, painter,
                       contentsRect().topLeft());
}

QSize Paragraph::sizeHint() const
{
    const int width = qMin(fontMetrics().averageCharWidth() * 60, fontMetrics().size(0, text()).width() + 2);
    return QSize(width, heightForWidth(width));
}

QSize Paragraph::minimumSizeHint() const
{
    return QSize(fontMetrics().averageCharWidth() * leastLetters, theme().lineHeight(role()));
}

int Paragraph::heightForWidth(int width) const
{
    return layOut(width, nullptr);
}

void Paragraph::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    layOut(contentsRect().width(), &painter);
}

QString breakable(const QString &text)
{
    static const QRegularExpression longRuns(QStringLiteral("[^\\s\u200B]{%1,}").arg(longestWord + 1));
    QString out = text;
    int added = 0;
    for (auto run = longRuns.globalMatch(text); run.hasNext();) {
        const auto match = run.next();
        for (qsizetype at = match.capturedStart() + leastLetters; at < match.capturedEnd(); at += leastLetters) {
            if (!text.at(at).isLowSurrogate()) // a character of two units stays whole
                out.insert(at + added++, QChar(0x200B));
        }
    }
    return out;
}

QString plainTooltip(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<span style='white-space:pre-wrap'>%1</span>").arg(text.toHtmlEscaped());
}

void setPlainTooltip(QWidget &widget, const QString &text)
{
    widget.setToolTip(plainTooltip(text));
    widget.setAccessibleDescription(text);
}

ElidedLabel::ElidedLabel(const Theme &theme, TypeRole role, Token token, const QString &text, QWidget *parent)
    : Label(theme, role, token, text, Wrap::No, parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

/// A line break from outside must not make a second line.
QString ElidedLabel::oneLine() const
{
    QString line = text();
    return line.replace(QLatin1Char('\n'), QLatin1Char(' '));
}

QSize ElidedLabel::sizeHint() const
{
    return QSize(fontMetrics().horizontalAdvance(oneLine()) + 2, theme().lineHeight(role()));
}

QSize ElidedLabel::minimumSizeHint() const
{
    return QSize(qMin(fontMetrics().averageCharWidth() * 4, sizeHint().width()), sizeHint().height());
}

QString ElidedLabel::shownText() const
{
    return fontMetrics().elidedText(oneLine(), Qt::ElideRight, contentsRect().width());
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const QString whole = text();
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(),
                           shownText() == oneLine() ? QString() : plainTooltip(whole), this);
        return true;
    }
    return Label::event(event);
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    painter.drawText(contentsRect(), int(QStyle::visualAlignment(layoutDirection(), alignment())) | Qt::TextSingleLine, shownText());
}

} // namespace jackdaw
