// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TCP sockets of SFML.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17

#include <SFML/Network.hpp>
#include <cstdint>
#include <memory>
#include <vector>

bool reportBad(std::int32_t Score) {
  sf::TcpSocket Socket;
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{a new .* is built for every call}}{{.*}} [net-client-per-call]
  if (Socket.connect("scores.internal", 7000) != sf::Socket::Done)
    return false;
  return Socket.send(&Score, sizeof(Score)) == sf::Socket::Done;
}

void reportAllBad(const std::vector<std::int32_t> &Scores) {
  for (std::int32_t Score : Scores) {
    sf::TcpSocket Socket;
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{a new .* is built for every iteration}}{{.*}} [net-client-per-call]
    if (Socket.connect("scores.internal", 7000) == sf::Socket::Done)
      Socket.send(&Score, sizeof(Score));
  }
}

bool reportAllOk(const std::vector<std::int32_t> &Scores) {
  sf::TcpSocket Socket;
  if (Socket.connect("scores.internal", 7000, sf::seconds(5)) != sf::Socket::Done)
    return false;
  for (std::int32_t Score : Scores)
    if (Socket.send(&Score, sizeof(Score)) != sf::Socket::Done)
      return false;
  return true;
}

bool connectOk(sf::TcpSocket &Socket, const sf::IpAddress &Host) {
  return Socket.connect(Host, 7000, sf::seconds(5)) == sf::Socket::Done;
}

bool bestBad(const sf::IpAddress &Host, std::int32_t &Best) {
  sf::TcpSocket Socket;
  std::size_t Got = 0;
  if (Socket.connect(Host, 7000, sf::seconds(5)) != sf::Socket::Done)
    return false;
  Socket.send("best", 4);
  return Socket.receive(&Best, sizeof(Best), Got) == sf::Socket::Done;
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'receive' can wait for ever{{.*}} [net-missing-timeout]
}

// A server's session: the thread is there to wait.
void serveOk(sf::TcpListener &Listener) {
  char Line[256];
  std::size_t Got = 0;
  sf::TcpSocket Client;
  if (Listener.accept(Client) != sf::Socket::Done)
    return;
  while (Client.receive(Line, sizeof(Line), Got) == sf::Socket::Done)
    Client.send(Line, Got);
}

bool bestNowOk(const sf::IpAddress &Host, std::int32_t &Best) {
  sf::TcpSocket Socket;
  std::size_t Got = 0;
  if (Socket.connect(Host, 7000, sf::seconds(5)) != sf::Socket::Done)
    return false;
  Socket.setBlocking(false);
  Socket.send("best", 4);
  return Socket.receive(&Best, sizeof(Best), Got) == sf::Socket::Done;
}

bool bestSoonOk(const sf::IpAddress &Host, std::int32_t &Best) {
  sf::TcpSocket Socket;
  sf::SocketSelector Selector;
  std::size_t Got = 0;
  if (Socket.connect(Host, 7000, sf::seconds(5)) != sf::Socket::Done)
    return false;
  Socket.send("best", 4);
  Selector.add(Socket);
  return Selector.wait(sf::seconds(2)) && Socket.receive(&Best, sizeof(Best), Got) == sf::Socket::Done;
}

void acceptOk(sf::TcpListener &Listener, std::vector<std::unique_ptr<sf::TcpSocket>> &Players) {
  auto Player = std::make_unique<sf::TcpSocket>();
  if (Listener.accept(*Player) == sf::Socket::Done)
    Players.push_back(std::move(Player));
}
