// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Contexts and mappings of libmodbus.
//
// RUN: %check_tidy %s %core %t -- -- -std=c11

#include <modbus/modbus.h>
#include <stddef.h>
#include <unistd.h>

int read_bad(uint16_t *values) {
  modbus_t *device = modbus_new_tcp("10.0.0.7", 502);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-client-per-call]
// CHECK-MESSAGES-DAG: :[[@LINE-2]]:{{[0-9]+}}: warning: this Modbus context is not released{{.*}} [net-unclosed-connection]
  if (!device)
    return -1;
  if (modbus_connect(device) == -1)
    return -1; // without modbus_free
  int got = modbus_read_registers(device, 0, 2, values);
  modbus_close(device);
  modbus_free(device);
  return got;
}

// Closing is not enough.
int close_bad(const char *host, uint16_t *values, int count) {
  modbus_t *device = modbus_new_tcp(host, 502);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this Modbus context is {{.*}} [net-unclosed-connection]
  if (!device)
    return -1;
  int sum = 0;
  if (modbus_connect(device) == 0)
    for (int i = 0; i < count; ++i)
      sum += modbus_read_registers(device, i, 1, values + i);
  modbus_close(device);
  return sum;
}

int after_bad(modbus_t *device, uint16_t *values) {
  modbus_free(device);
  return modbus_read_registers(device, 0, 1, values);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-use-after-close]
}

// Half a second is the default.
int poll_ok(const char *host, uint16_t *values, int *stop) {
  modbus_t *device = modbus_new_tcp(host, 502);
  if (!device)
    return -1;
  modbus_set_slave(device, 1);
  if (modbus_connect(device) == -1) {
    modbus_free(device);
    return -1;
  }
  while (!*stop) {
    if (modbus_read_registers(device, 0, 10, values) == -1)
      break;
    sleep(1);
  }
  modbus_close(device);
  modbus_free(device);
  return 0;
}

static modbus_t *kept;

int keep_ok(void) {
  if (!kept) {
    kept = modbus_new_rtu("/dev/ttyS0", 9600, 'N', 8, 1);
    if (!kept)
      return -1;
    modbus_set_response_timeout(kept, 2, 0);
  }
  return modbus_connect(kept);
}

int serve_ok(void) {
  modbus_t *server = modbus_new_tcp("127.0.0.1", 1502);
  modbus_mapping_t *mapping = modbus_mapping_new(8, 8, 8, 8);
  if (!server || !mapping) {
    modbus_mapping_free(mapping);
    modbus_free(server);
    return -1;
  }
  uint8_t query[MODBUS_TCP_MAX_ADU_LENGTH];
  int socket = modbus_tcp_listen(server, 1);
  modbus_tcp_accept(server, &socket);
  int got;
  while ((got = modbus_receive(server, query)) >= 0)
    modbus_reply(server, query, got, mapping);
  close(socket);
  modbus_mapping_free(mapping);
  modbus_free(server);
  return 0;
}

int mapping_bad(int wanted) {
  modbus_mapping_t *mapping = modbus_mapping_new(8, 8, 8, 8);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this Modbus mapping is {{.*}} [net-unclosed-connection]
  if (!mapping || !wanted)
    return -1;
  modbus_mapping_free(mapping);
  return 0;
}
