# SPDX-License-Identifier: BSD-3-Clause
"""The front door: what stands behind `./darner`.

It sets the machine up, drives the generator and the build, sits between QEMU
and the terminal, and knows nothing about the kernel.  Modules that run before
the set-up use the standard library alone: cli, complaint, needs, doctor, the
`bootstrap_*` ones, and the top level of every command's module.
"""
