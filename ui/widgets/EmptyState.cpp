// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/EmptyState.h"

#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QPainter>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

class IconView : public QWidget
{
public:
    IconView(const Theme &theme, const QString &icon) : m_theme(theme), m_icon(icon)
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        connect(&theme, &Theme::changed, this, [this] {
            updateGeometry();
            update();
        });
    }
    QSize sizeHint() const override { return QSize(m_theme.scaled(40), m_theme.scaled(40)); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        m_theme.paintIcon(painter, rect(), m_icon, m_theme.color(Token::Text3));
    }

private:
    const Theme &m_theme;
    QString m_icon;
};

/// Remembers its heights: layouts ask for the same few widths over and over, and QLabel lays the text out each time.
class EmptyWords : public Label
{
public:
    EmptyWords(const Theme &theme, TypeRole role, Token token, const QString &text)
        : Label(theme, role, token, text, Label::Wrap::Yes) {}

    int heightForWidth(int width) const override
    {
        if (m_text != text() || m_font != font()) {
            m_text = text();
            m_font = font();
            m_heights.clear();
        }
        int &height = m_heights[width];
        if (height == 0)
            height = Label::heightForWidth(width);
        return height;
    }

private:
    mutable QString m_text;
    mutable QFont m_font;
    mutable QHash<int, int> m_heights;
};

} // namespace

EmptyState::EmptyState(const Theme &theme, const QString &icon, const QString &title, const QString &help, QWidget *parent)
    : QWidget(parent),
      m_title(new EmptyWords(theme, TypeRole::Heading, Token::Text, title)),
      m_help(new EmptyWords(theme, TypeRole::Body, Token::Text2, help)),
      m_action(new TextButton({}))
{
    m_title->setAlignment(Qt::AlignHCenter);
    m_help->setAlignment(Qt::AlignHCenter);
    m_action->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(0);
    column->addStretch();
    column->addWidget(new IconView(theme, icon), 0, Qt::AlignHCenter);
    column->addSpacing(12);
    column->addWidget(m_title);
    column->addSpacing(4);
    column->addWidget(m_help);
    column->addSpacing(16);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch();
    connect(m_action, &QAbstractButton::clicked, this, &EmptyState::actionRequested);
}

void EmptyState::setWords(const QString &title, const QString &help)
{
    m_title->setText(title);
    m_help->setText(help);
}

void EmptyState::setAction(const QString &text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
}

} // namespace jackdaw
