// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers that go on when the object that their handler uses has ended.
//
// RUN: %check_tidy %s net-timer-callback-lifetime %t -- -- -std=c++17 %qt5
// RUN: %check_tidy %s net-timer-callback-lifetime %t -- -- -std=c++17 %qt6

#include <QtCore/QPointer>
#include <QtCore/QString>
#include <QtCore/QTimer>

class Dialog : public QObject {
public:
  void flash() {
    QTimer::singleShot(2000, [this] { text.clear(); });
    // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: this handler uses its 'Dialog' through a plain pointer: the timer goes on when the object ends, and the handler then runs on an object that is gone [net-timer-callback-lifetime]
  }
  void flashInContextOk() {
    QTimer::singleShot(2000, this, [this] { text.clear(); });
  }
  void flashBySlotOk() { QTimer::singleShot(2000, this, &Dialog::clear); }
  void flashWeakOk() {
    QPointer<Dialog> self(this);
    QTimer::singleShot(2000, [self] {
      if (self)
        self->clear();
    });
  }
  void blink(QTimer *shared) {
    QObject::connect(shared, &QTimer::timeout, [this] { text += "."; });
    // CHECK-MESSAGES: :[[@LINE-1]]:48: warning: this handler uses its 'Dialog' through a plain pointer: the timer goes on when the object ends{{.*}} [net-timer-callback-lifetime]
  }
  void blinkInContextOk(QTimer *shared) {
    QObject::connect(shared, &QTimer::timeout, this, [this] { text += "."; });
  }
  void blinkByItselfOk() {
    auto *own = new QTimer(this);
    QObject::connect(own, &QTimer::timeout, [this] { text += "."; });
    own->start(500);
  }
  void clear() { text.clear(); }

private:
  QString text;
};

void closeDialog(Dialog *dialog) { delete dialog; }

// Nobody ends a window here.
class Window : public QObject {
public:
  void flashOk() {
    QTimer::singleShot(2000, [this] { text.clear(); });
  }

private:
  QString text;
};

class Popup : public QObject {
public:
  void fade() {
    QTimer::singleShot(2000, [this] { text.clear(); });
    // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: this handler uses its 'Popup' {{.*}} [net-timer-callback-lifetime]
  }
  void dismiss() { deleteLater(); }

private:
  QString text;
};

void dismissLater(Popup *popup) { popup->deleteLater(); }
