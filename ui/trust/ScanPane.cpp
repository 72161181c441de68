// SPDX-License-Identifier: GPL-3.0-or-later
#include "trust/ScanPane.h"

#include "style/Style.h"
#include "trust/LinkCheck.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

ScanPane::ScanPane(const Theme &theme, const QString &person, LinkCheck &check, QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(focusRoom, 0, focusRoom, 0); // for the rings
    column->setSpacing(10);
    const auto addWords = [&](const QString &words) {
        column->addWidget(new Paragraph(theme, TypeRole::Body, Token::Text2, words));
    };
    const auto addWay = [&](const QString &icon, const QString &text, void (LinkCheck::*way)()) {
        auto *button = new TextButton(text, ButtonKind::Secondary, ButtonSize::Small);
        button->setAutoDefault(false);
        button->setIcon(theme.icon(icon));
        connect(button, &QAbstractButton::clicked, this, [this, &check, way] {
            Q_EMIT begun();
            (check.*way)();
        });
        auto *row = new QHBoxLayout;
        row->addWidget(button);
        row->addStretch();
        column->addLayout(row);
        return button;
    };
    addWords(tr("Ask %1 to show their code: on a photo, in a call, or in another program on this computer.").arg(person));
    addWay(u"folder"_s, tr("From a picture…"), &LinkCheck::readFile);
    addWay(u"copy"_s, tr("From the clipboard"), &LinkCheck::readClipboard);
    addWay(u"app-window"_s, tr("From the screen"), &LinkCheck::readScreen);
    column->addSpacing(8);
    addWords(tr("Or copy the link with keys that their program shows: xmpp:…?omemo-sid-…"));
    addWay(u"link"_s, tr("Compare with a copied link"), &LinkCheck::compareCopied);
    column->addStretch();
}

} // namespace jackdaw
