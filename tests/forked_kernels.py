"""Kernels that are forked: what every notebook imports is imported once for all of a run, and not by each kernel.

A plugin for the runs of nbval, named with ``-p``. Each kernel is a process of its own, in the state that the imports
leave; a notebook still runs, and names, its own imports.
"""

import multiprocessing
import os

from jupyter_client.provisioning import local_provisioner

PARENT = multiprocessing.get_context("forkserver")
PARENT.set_forkserver_preload(
    ["ipykernel.kernelapp", "pandas", "altair", "joint_working.explorers", "joint_working.workshop.sheets"]
)


def run(command: list[str], folder: str, variables: dict[str, str]) -> None:
    """Be the kernel of a command, as the program of its own that the command starts would be."""
    from ipykernel.kernelapp import launch_new_instance

    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    launch_new_instance(argv=command[command.index("-f") :])


class Forked:
    """What jupyter_client asks of a kernel's process."""

    stdin = stdout = stderr = None

    def __init__(self, command, cwd, env):
        self.process = PARENT.Process(target=run, args=(command, cwd or os.getcwd(), dict(env or os.environ)))
        self.process.daemon = True
        self.process.start()
        self.pid = self.process.pid
        self.kill, self.terminate = self.process.kill, self.process.terminate

    def poll(self):
        return self.process.exitcode

    def wait(self):
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number):
        os.kill(self.pid, number)


async def launch_kernel(provisioner, cmd, **options):
    """Launch a kernel for a provisioner, as LocalProvisioner does; signals go to the process and to no group."""
    provisioner.process = Forked(cmd, options.get("cwd"), options.get("env"))
    provisioner.pid, provisioner.pgid = provisioner.process.pid, None
    return provisioner.connection_info


local_provisioner.LocalProvisioner.launch_kernel = launch_kernel
