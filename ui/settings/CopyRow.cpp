// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/CopyRow.h"

#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QTimer>

namespace jackdaw {

namespace {
constexpr int copiedShown = 2000; // ms

/// Paths hold no blanks to break at: with these a line can end behind every part of one. They are not copied.
QString brokenPath(const QString &text)
{
    QString broken = text;
    return breakable(broken.replace(QLatin1Char('/'), QStringLiteral("/\u200B")));
}
} // namespace

CopyRow::CopyRow(const Theme &theme, const QString &title, const QString &help, const QString &text, QWidget *parent)
    : QWidget(parent), m_copy(new TextButton(tr("Copy"), TextButton::Kind::Secondary, TextButton::Size::Small))
{
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(new Label(theme, TypeRole::Name, Token::Text, title, Label::Wrap::Yes));
    if (!help.isEmpty())
        words->addWidget(new Label(theme, TypeRole::Meta, Token::Text2, help, Label::Wrap::Yes));
    auto *value = new Label(theme, TypeRole::Mono, Token::Text2, brokenPath(text), Label::Wrap::Yes);
    value->setLayoutDirection(Qt::LeftToRight); // a path or a command, whatever the language
    value->setAccessibleName(text);
    words->addSpacing(2);
    words->addWidget(value);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(18, 12, 18, 12);
    line->setSpacing(16);
    line->addLayout(words, 1);
    line->addWidget(m_copy, 0, Qt::AlignVCenter);
    m_copy->setAccessibleDescription(title);
    auto *back = new QTimer(this);
    back->setSingleShot(true);
    back->setInterval(copiedShown);
    connect(back, &QTimer::timeout, m_copy, [this] { m_copy->setText(tr("Copy")); });
    connect(m_copy, &QAbstractButton::clicked, this, [this, text, back] {
        QGuiApplication::clipboard()->setText(text);
        m_copy->setText(tr("Copied"));
        back->start();
    });
}

} // namespace jackdaw
