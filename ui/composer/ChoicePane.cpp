// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/ChoicePane.h"

#include "composer/ChoiceGrid.h"
#include "style/Style.h"
#include "widgets/Fields.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QKeyEvent>
#include <QSignalBlocker>

namespace jackdaw {

ChoicePane::ChoicePane(const Theme &theme, const QString &find, Label::Wrap wrap, QWidget *parent)
    : QWidget(parent)
    , m_field(new SearchField(theme, find, this))
    , m_shelves(new QComboBox(this))
    , m_name(new Label(theme, TypeRole::Meta, Token::Text2, {}, wrap, this))
{
}

void ChoicePane::build(ChoiceGrid &grid, const QList<QWidget *> &beside)
{
    m_grid = &grid;
    m_beside = beside;
    auto *choices = new QHBoxLayout;
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(8);
    choices->addWidget(m_shelves, 1);
    for (QWidget *each : beside)
        choices->addWidget(each);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(focusRoom, 0, focusRoom, 0); // the rings of the boxes stand outside the field's line
    layout->setSpacing(8);
    layout->addWidget(m_field);
    layout->addLayout(choices);
    layout->addWidget(m_grid);
    layout->addWidget(m_name);

    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &ChoicePane::fill);
    connect(m_shelves, &QComboBox::currentIndexChanged, this, [this] {
        const QSignalBlocker quiet(m_field);
        m_field->clear();
        fill();
    });
    connect(m_grid, &ChoiceGrid::chosenAt, this, &ChoicePane::choose);
    connect(m_grid, &ChoiceGrid::named, m_name, &QLabel::setText);
    connect(m_grid, &ChoiceGrid::leftUpwards, this, [this] { m_field->setFocus(Qt::BacktabFocusReason); });
}

void ChoicePane::reset()
{
    {
        const QSignalBlocker quiet(m_field);
        m_field->clear();
    }
    const QSignalBlocker quiet(m_shelves);
    m_shelves->setCurrentIndex(firstShelf());
    fill();
}

void ChoicePane::setGridHeight(int height)
{
    m_grid->setFixedHeight(height);
    layout()->activate(); // what it takes is asked for before the event loop turns
}

QList<QWidget *> ChoicePane::parts() const
{
    QList<QWidget *> all{m_field, m_shelves};
    for (QWidget *each : m_beside) {
        if (!each->isHidden())
            all.append(each);
    }
    all.append(m_grid);
    return all;
}

QString ChoicePane::query() const
{
    return m_field->text().trimmed();
}

void ChoicePane::say(const QString &words)
{
    m_name->setText(words);
}

bool ChoicePane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress && m_grid->currentPlace() >= 0) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Down) {
            m_grid->enter();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            choose(m_grid->currentPlace());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace jackdaw
