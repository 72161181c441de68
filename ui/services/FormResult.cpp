// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/FormResult.h"

#include "style/Theme.h"
#include "widgets/Labels.h"

#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

QString wordsOf(const FormField &field)
{
    QStringList words;
    for (const QString &value : field.values) {
        QString shown = value;
        for (const FormField::Option &option : field.options) {
            if (option.value == value && !option.label.isEmpty())
                shown = option.label;
        }
        words << shown;
    }
    return words.join(QLatin1Char('\n'));
}

} // namespace

FormResult::FormResult(const DataForm &form, const Theme &theme, QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    const auto say = [&](TypeRole role, Token token, const QString &text) {
        auto *label = new Label(theme, role, token, text, Label::Wrap::Yes, this);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        column->addWidget(label);
    };
    if (!form.title.isEmpty())
        say(TypeRole::Heading, Token::Text, form.title);
    for (const QString &line : form.instructions)
        say(TypeRole::Body, Token::Text2, line);
    for (const FormField &field : form.fields) {
        if (field.type == FormField::Type::Hidden || field.values.isEmpty())
            continue;
        if (field.type != FormField::Type::Fixed)
            say(TypeRole::MetaStrong, Token::Text2, field.label.isEmpty() ? field.var : field.label);
        say(TypeRole::Body, Token::Text, wordsOf(field));
    }
    if (form.reported.isEmpty())
        return;
    auto *table = new QTableWidget(int(form.items.size()), int(form.reported.size()), this);
    table->setAccessibleName(form.title.isEmpty() ? tr("Results") : form.title);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setMinimumHeight(theme.scaled(200));
    table->verticalHeader()->hide();
    table->horizontalHeader()->setStretchLastSection(true);
    for (int at = 0; at < form.reported.size(); ++at) {
        const FormField &head = form.reported[at];
        table->setHorizontalHeaderItem(at, new QTableWidgetItem(head.label.isEmpty() ? head.var : head.label));
        for (int row = 0; row < form.items.size(); ++row) {
            for (const FormField &cell : form.items[row]) {
                if (cell.var == head.var)
                    table->setItem(row, at, new QTableWidgetItem(wordsOf(cell)));
            }
        }
    }
    table->resizeColumnsToContents();
    column->addWidget(table, 1);
}

} // namespace jackdaw
