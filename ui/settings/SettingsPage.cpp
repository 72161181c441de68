// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/SettingsPage.h"

#include "base/FoldedText.h"
#include "style/Direction.h"
#include "widgets/Card.h"
#include "widgets/Labels.h"
#include "widgets/Switch.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

constexpr int columnWidth = 760; // in longer rows the eye loses the way from the words to the switch
constexpr int narrow = 520;

QString wordsOf(const QWidget *widget)
{
    QStringList words;
    if (const auto *label = qobject_cast<const QLabel *>(widget))
        words << label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        words << button->text();
    if (const auto *box = qobject_cast<const QComboBox *>(widget)) {
        for (int i = 0; i < box->count(); ++i)
            words << box->itemText(i);
    }
    words << widget->accessibleName();
    return words.join(QLatin1Char(' '));
}

} // namespace

bool hasAllWords(const QString &folded, const QString &words)
{
    const QStringList wanted = foldedText(words).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(wanted.cbegin(), wanted.cend(), [&folded](const QString &word) { return folded.contains(word); });
}

/// What the page scrolls: margins that suit its width.
class SettingsPage::Column : public QWidget
{
public:
    explicit Column(const Theme &theme) : m_theme(theme) {}

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QWidget::resizeEvent(event);
        const int side = width() < m_theme.scaled(narrow) ? 16 : 30;
        const int spare = qMax(0, width() - 2 * side - m_theme.scaled(columnWidth));
        setLogicalMargins(layout(), side, 24, side + spare, 24);
    }

private:
    const Theme &m_theme;
};

SettingsPage::SettingsPage(const Theme &theme, const QString &title, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_scroll(new QScrollArea(this)), m_content(nullptr)
{
    auto *inner = new Column(theme);
    m_content = new QVBoxLayout(inner);
    m_content->setContentsMargins(30, 24, 30, 24);
    m_content->setSpacing(0);
    m_content->addWidget(new Label(theme, TypeRole::Title, Token::Text, title));
    m_content->addSpacing(14);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(inner);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scroll);
}

void SettingsPage::addHeading(const QString &text)
{
    m_content->addWidget(new Label(m_theme, TypeRole::BodyStrong, Token::Text, text));
    m_content->addSpacing(8);
}

Card *SettingsPage::addCard()
{
    auto *card = new Card(m_theme);
    m_content->addWidget(card);
    m_content->addSpacing(16);
    return card;
}

void SettingsPage::addNote(const QString &text)
{
    m_content->addWidget(new Label(m_theme, TypeRole::Body, Token::Text2, text, Label::Wrap::Yes));
    m_content->addSpacing(14);
}

SettingsRow *SettingsPage::addSwitch(Card *card, Preferences &preferences, const QString &title, const QString &help,
                                     bool (Preferences::*get)() const, void (Preferences::*set)(bool))
{
    auto *control = new Switch(m_theme, title);
    control->setAccessibleDescription(help);
    const auto show = [control, &preferences, get] {
        const QSignalBlocker quiet(control);
        control->setChecked((preferences.*get)());
        control->update();
    };
    show();
    connect(&preferences, &Preferences::changed, control, show);
    connect(control, &QAbstractButton::toggled, &preferences, [&preferences, set](bool on) { (preferences.*set)(on); });
    auto *row = new SettingsRow(m_theme, title, help, control);
    card->addRow(row);
    return row;
}

void SettingsPage::keepWheel(QWidget *control)
{
    control->setFocusPolicy(Qt::StrongFocus);
    control->installEventFilter(this);
}

bool SettingsPage::eventFilter(QObject *watched, QEvent *event)
{
    const auto *control = qobject_cast<QWidget *>(watched);
    if (event->type() == QEvent::Wheel && control && !control->hasFocus()) {
        QCoreApplication::sendEvent(m_scroll->viewport(), event);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SettingsPage::finish()
{
    m_content->addStretch();
}

QString SettingsPage::searchText() const
{
    QStringList texts;
    const QList<QWidget *> all = m_scroll->widget()->findChildren<QWidget *>();
    for (const QWidget *widget : all)
        texts << wordsOf(widget);
    return foldedText(texts.join(QLatin1Char('\n')));
}

void SettingsPage::filter(const QString &words)
{
    const QList<SettingsRow *> rows = findChildren<SettingsRow *>();
    const auto matches = [&words](const SettingsRow *row) { return hasAllWords(foldedText(row->searchText()), words); };
    const bool any = words.isEmpty() || std::any_of(rows.cbegin(), rows.cend(), matches);
    for (SettingsRow *row : rows)
        row->setVisible(!any || words.isEmpty() || matches(row));
    // A card of which nothing is left would be an empty frame.
    for (Card *card : findChildren<Card *>()) {
        const QList<SettingsRow *> inside = card->findChildren<SettingsRow *>(Qt::FindDirectChildrenOnly);
        card->setVisible(inside.isEmpty()
                         || std::any_of(inside.cbegin(), inside.cend(), [](const SettingsRow *row) { return !row->isHidden(); }));
    }
}

} // namespace jackdaw
