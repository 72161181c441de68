// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/ComposerStrip.h"

#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/IconButton.h"

#include <QEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int bar = 3;
constexpr int icon = 18;
constexpr int stripGap = 10;
constexpr qsizetype previewLimit = 200;

} // namespace

ComposerStrip::ComposerStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_close(new IconButton(theme, u"x"_s, QString(u' '), this))
{
    m_close->setShortcutHint(QKeySequence(Qt::Key_Escape));
    m_close->setDiameter(32, 16);
    connect(m_close, &QAbstractButton::clicked, this, &ComposerStrip::closeRequested);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    rename();
    hide();
}

QString ComposerStrip::title() const
{
    return m_kind == Kind::Edit ? tr("Edit message") : tr("Reply to %1").arg(isolated(m_name));
}

void ComposerStrip::rename()
{
    m_close->setName(m_kind == Kind::Edit ? tr("Cancel edit") : tr("Cancel reply"));
    setAccessibleName(title() + u": "_s + m_text);
}

void ComposerStrip::show(Kind kind, const QString &name, const QString &text)
{
    m_kind = kind;
    m_name = name;
    m_text = text.left(previewLimit).simplified();
    rename();
    setVisible(true);
    update();
}

QSize ComposerStrip::sizeHint() const
{
    return QSize(120, 2 * m_theme.lineHeight(TypeRole::Meta) + 6);
}

void ComposerStrip::resizeEvent(QResizeEvent *)
{
    const QSize size = m_close->sizeHint();
    m_close->setGeometry(QStyle::visualRect(layoutDirection(), rect(),
                                            QRect(QPoint(width() - size.width(), (height() - size.height()) / 2), size)));
}

void ComposerStrip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        rename();
    if (event->type() == QEvent::LayoutDirectionChange)
        resizeEvent(nullptr);
}

void ComposerStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto placed = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    painter.fillRect(placed(QRect(stripGap + icon + stripGap, 2, bar, height() - 4)), m_theme.color(Token::Link));
    m_theme.icon(m_kind == Kind::Edit ? u"pencil"_s : u"reply"_s, Token::Link)
        .paint(&painter, placed(QRect(stripGap / 2, (height() - icon) / 2, icon, icon)));
    const int left = stripGap + icon + stripGap + bar + stripGap;
    QRect line(left, 3, width() - left - m_close->width() - stripGap, m_theme.lineHeight(TypeRole::Meta));
    const int alignment = int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter)) | Qt::TextSingleLine;
    painter.setFont(m_theme.font(TypeRole::MetaStrong));
    painter.setPen(m_theme.color(Token::Link));
    painter.drawText(placed(line), alignment, painter.fontMetrics().elidedText(title(), Qt::ElideRight, line.width()));
    line.translate(0, line.height());
    painter.setFont(m_theme.font(TypeRole::Meta));
    painter.setPen(m_theme.color(Token::Text2));
    painter.drawText(placed(line), alignment, painter.fontMetrics().elidedText(isolated(m_text), Qt::ElideRight, line.width()));
}

} // namespace jackdaw
