#!/bin/bash
# A Slurm cluster on this machine, in a folder: a controller and nodes that are processes. Each node has a host name and a process space of its own
# (namespaces), so that it can die as a machine does, with everything on it. Debian and Ubuntu: apt-get install slurm-wlm munge; as root.
#
#   cluster.sh start FOLDER [NODES]    starts it, with 2 nodes of 2 processors each; then: export SLURM_CONF=FOLDER/slurm.conf
#   cluster.sh crash FOLDER NODE       a node dies at once, node1 for example
#   cluster.sh boot FOLDER NODE        it comes back
#   cluster.sh stop FOLDER             ends everything, and every job; the folder is the caller's
set -euo pipefail

command=${1:?start, crash, boot or stop}
folder=$(realpath -m "${2:?the folder of the cluster}")
export SLURM_CONF=$folder/slurm.conf PATH=$PATH:/usr/sbin:/sbin

wait_for() { # SECONDS WHAT COMMAND…
    local until=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" > "$folder/waiting.log" 2>&1; do
        if ((SECONDS > until)); then
            echo "$what does not come. Last: $(tail -n 3 "$folder/waiting.log" "$folder"/log/* 2> /dev/null)" >&2
            exit 1
        fi
        sleep 0.2
    done
}

free_port() { # from the caller's number on
    local port=$1
    while (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do port=$((port + 1)); done
    echo "$port"
}

is_up() { [[ $(sinfo --noheader --nodes "$1" --format %t) =~ ^(idle|mix|alloc)$ ]]; }

# The first process of a node's own process space: with it, all others of the node die.
boot() {
    local node=$1
    mkdir -p "$folder/spool/$node"

    # What a dead node leaves of PMIx keeps the same job from starting on it again.
    rm -rf "$folder/spool/$node"/*pmix*
    unshare --uts --pid --mount-proc --fork --kill-child bash -c "hostname $node; exec slurmd -D -N $node" > "$folder/log/$node.out" 2>&1 &
    echo $! > "$folder/$node.pid"
    wait_for 30 "$node" is_up "$node"
}

end() { # PIDFILE: its process, and those that it holds
    if [[ -s $1 ]]; then
        kill -KILL "$(< "$1")" 2> /dev/null || true
        rm -f "$1"
    fi
}

start() {
    local nodes=$1 key=$folder/munge/key base
    if [[ $(id -u) != 0 ]]; then echo "Slurm's processes and namespaces need root." >&2; exit 1; fi
    mkdir -p "$folder"/{munge,state,spool,log}
    chmod 755 "$folder"
    chmod 711 "$folder/munge" # munged wants no folder that others may write in
    base=$(free_port $((20000 + RANDOM % 10000)))

    head -c 128 /dev/urandom > "$key"
    chmod 400 "$key"
    munged --force --key-file="$key" --socket="$folder/munge/socket" --pid-file="$folder/munged.pid" --log-file="$folder/log/munged.log" --seed-file="$folder/munge/seed"

    cat > "$SLURM_CONF" << CONF
ClusterName=here
SlurmctldHost=$(hostname)(127.0.0.1)
SlurmctldPort=$base
SlurmUser=root
AuthInfo=socket=$folder/munge/socket,cred_expire=5
SlurmctldPidFile=$folder/slurmctld.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdPidFile=$folder/%n.slurmd
SlurmdLogFile=$folder/log/%n.log
SlurmdSpoolDir=$folder/spool/%n
TmpFS=$folder/spool/%n
StateSaveLocation=$folder/state
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,sched_min_interval=200000,batch_sched_delay=0,bf_interval=2
ReturnToService=2
SlurmdTimeout=120
KillWait=5
MinJobAge=600
MpiDefault=none
CONF
    for ((i = 1; i <= nodes; i++)); do
        echo "NodeName=node$i NodeAddr=127.0.0.1 Port=$((base + i)) CPUs=2 State=UNKNOWN" >> "$SLURM_CONF"
    done
    echo "PartitionName=all Nodes=node[1-$nodes] Default=YES MaxTime=INFINITE State=UP" >> "$SLURM_CONF"

    slurmctld -i
    wait_for 30 "The controller" scontrol ping
    for ((i = 1; i <= nodes; i++)); do boot "node$i"; done
    echo "export SLURM_CONF=$SLURM_CONF"
}

case $command in
    start) start "${3:-2}" ;;
    crash)
        end "$folder/${3:?the node}.pid"
        scontrol update "nodename=$3" state=down reason=crashed # as the watchdog of a cluster would; Slurm itself sees it after SlurmdTimeout
        ;;
    boot) boot "${3:?the node}" ;;
    stop)
        end "$folder/slurmctld.pid"
        for file in "$folder"/node*.pid "$folder/munged.pid"; do end "$file"; done
        ;;
    *)
        echo "There is no '$command': start, crash, boot or stop." >&2
        exit 1
        ;;
esac
