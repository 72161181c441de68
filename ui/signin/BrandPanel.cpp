// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/BrandPanel.h"

#include "widgets/Labels.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QSvgRenderer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

class PointIcon : public QWidget
{
public:
    PointIcon(const Theme &theme, const QString &icon) : m_theme(theme), m_icon(icon)
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        connect(&theme, &Theme::changed, this, [this] { updateGeometry(); });
    }
    QSize sizeHint() const override { return QSize(m_theme.scaled(20), m_theme.scaled(20)); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        m_theme.paintIcon(painter, rect(), m_icon, m_theme.color(Token::BrandIcon));
    }

private:
    const Theme &m_theme;
    QString m_icon;
};

} // namespace

BrandMark::BrandMark(const Theme &theme, int logicalPixels, QWidget *parent) : QWidget(parent), m_theme(theme), m_size(logicalPixels)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { updateGeometry(); });
}

QSize BrandMark::sizeHint() const
{
    return QSize(m_theme.scaled(m_size), m_theme.scaled(m_size));
}

void BrandMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QSvgRenderer(u":/brand/jackdaw.svg"_s).render(&painter, QRectF(rect()));
}

BrandPanel::BrandPanel(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *head = new QHBoxLayout;
    head->setSpacing(14);
    head->addWidget(new BrandMark(theme, 48));
    head->addWidget(new Label(theme, TypeRole::Title, Token::BrandText, u"Jackdaw"_s), 1);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(56, 56, 56, 44);
    column->setSpacing(0);
    column->addLayout(head);
    column->addStretch(10);
    column->addWidget(new Paragraph(theme, TypeRole::Hero, Token::BrandText, tr("Talk to your team,\non a server you choose.")));
    column->addSpacing(16);
    column->addWidget(new Paragraph(theme, TypeRole::Lead, Token::BrandText2,
                                tr("Jackdaw is a messenger for XMPP. Your address works like e-mail: pick a provider, or "
                                   "use the one your organisation runs.")));
    column->addSpacing(42);
    const auto point = [&](const QString &icon, const QString &text) {
        auto *line = new QHBoxLayout;
        line->setSpacing(14);
        line->addWidget(new PointIcon(theme, icon), 0, Qt::AlignTop);
        line->addWidget(new Label(theme, TypeRole::Message, Token::BrandText, text, Label::Wrap::Yes), 1);
        column->addLayout(line);
        column->addSpacing(18);
    };
    point(u"lock"_s, tr("Private chats can be end-to-end encrypted"));
    point(u"cloud-off"_s, tr("Keeps working offline and sends when you’re back"));
    point(u"layout-grid"_s, tr("See at a glance who is available"));
    column->addStretch(27);
    column->addWidget(new Label(theme, TypeRole::Meta, Token::BrandText2, tr("Free software. No tracking, no adverts."),
                                Label::Wrap::Yes));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void BrandPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::BrandPanel));
    if (m_theme.isHighContrast() || m_theme.isDark()) {
        const int edge = layoutDirection() == Qt::RightToLeft ? 0 : width() - 1;
        painter.fillRect(QRect(edge, 0, 1, height()), m_theme.color(Token::Line));
    }
}

} // namespace jackdaw
