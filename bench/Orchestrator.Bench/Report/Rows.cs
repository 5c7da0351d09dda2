namespace Orchestrator.Bench.Report;

/// <summary>What the document shows, with the peers' figures: Kubernetes 1.20.2 with etcd 3.4.23 on a machine of the
/// same kind.</summary>
public static class Rows
{
    public static readonly IReadOnlyList<Row> All =
    [
        new("start to ready, empty data", "start empty", "s", 3.6, "baseline start", LessIsBetter: true),
        new("start to ready, 10,000 objects", "start full", "s", 4.2, LessIsBetter: true),
        new("idle resident memory, control plane and one node", "idle memory", "MiB", 481, "baseline memory",
            LessIsBetter: true),
        new("resident memory after 30,000 small objects", "full memory", "MiB", 991, LessIsBetter: true),
        new("processor time when idle", "idle processor", "ms per s", LessIsBetter: true),
        Api("durable create, 1 KiB ConfigMap, 1 client", "create configmap 1", 782, "baseline create 1"),
        Api("durable create, 1 KiB ConfigMap, 16 clients", "create configmap 16", 2215, "baseline create 16"),
        Api("durable create, 1 KiB ConfigMap, 64 clients", "create configmap 64", 2494, "baseline create 64"),
        P99("p99 of that, 1 client", "create configmap 1 p99", 2.9),
        P99("p99 of that, 16 clients", "create configmap 16 p99", 22),
        P99("p99 of that, 64 clients", "create configmap 64 p99", 64),
        Api("durable create, Pod, 1 client", "create pod 1", 690, "baseline create 1"),
        Api("durable create, Pod, 16 clients", "create pod 16", 1634, "baseline create 16"),
        Api("durable create, Pod, 64 clients", "create pod 64", 1601, "baseline create 64"),
        Processor("processor time per create, ConfigMap, 64 clients", "create configmap 64 processor", 0.73,
            "baseline create 64 processor"),
        Processor("processor time per create, Pod, 64 clients", "create pod 64 processor", 1.04,
            "baseline create 64 processor"),
        Api("get ConfigMap, 1 client", "get configmap 1", 1296, "baseline get 1"),
        Api("get ConfigMap, 16 clients", "get configmap 16", 3793, "baseline get 16"),
        Api("get ConfigMap, 64 clients", "get configmap 64", 6516, "baseline get 64"),
        Api("merge patch ConfigMap, 1 client", "patch configmap 1", 682, "baseline patch 1"),
        Api("merge patch ConfigMap, 16 clients", "patch configmap 16", 1605, "baseline patch 16"),
        Api("delete ConfigMap, 1 client", "delete configmap 1", 547),
        Api("delete ConfigMap, 16 clients", "delete configmap 16", 1802),
        new("list of 5,000 Pods, 1 client", "list 1", "Pods per s", 25_700),
        new("list of 5,000 Pods, 4 clients", "list 4", "Pods per s", 38_700),
        new("list of 5,000 Pods at resourceVersion 0, 1 client", "list 1 cached", "Pods per s", 36_200),
        new("one list of 5,000 Pods, median", "list 1 p50", "ms", 179, LessIsBetter: true),
        new("watch, 100 watchers, burst of 1,000 writes", "watch burst", "events per s", 63_200),
        P99("sent to event p99 of that", "watch burst p99", 276),
        new("watch, 100 watchers, 42 writes per s: answer to event, median", "watch paced p50", "ms", 1.0,
            LessIsBetter: true),
        P99("p99 of that", "watch paced p99", 3.5),
        new("Deployment of 500 replicas: all Pods created", "deployment created", "s", 0.82, LessIsBetter: true),
        new("all bound", "deployment bound", "s", 1.95, LessIsBetter: true),
        new("all Ready (hollow nodes)", "deployment ready", "s", LessIsBetter: true),
        new("scheduling, 5,000 Pods created meanwhile, 1,000 Nodes", "schedule", "Pods per s", 297),
        Processor("processor time per Pod created and scheduled", "schedule processor", 5.9),
        new("stores on PostgreSQL: durable create, 1 KiB, 1 writer in process", "store write 1", "per s"),
        new("the same, 16 writers", "store write 16", "per s"),
        new("the same, 64 writers", "store write 64", "per s"),
        new("leader's answer to follower's snapshot, median", "store lag p50", "ms", LessIsBetter: true),
        new("take-over by a follower, 10,000 objects, the leader left in order", "store takeover left", "ms",
            LessIsBetter: true),
        new("the same, the leader was killed (1.5 to 2 s of silence are awaited)", "store takeover killed", "ms",
            LessIsBetter: true),
        new("take-over by a store that starts then and loads 10,000 objects", "store takeover cold", "ms",
            LessIsBetter: true),
        new("actors: local Tell, one pair, window 100", "tell window", "messages per s", 12_000_000),
        new("actors: local Tell, one pair, one in flight", "tell one", "messages per s", 8_550_000),
        new("actors: local Tell, one pair for each core, window 100", "tell pairs", "messages per s"),
    ];

    /// <summary>Measured only where Akka.NET's packages restore; set against plain Akka.NET in the same run.</summary>
    public static readonly IReadOnlyList<Row> Akka =
    [
        new("one pair, window 100: kernel, Akka driver", "adapter 100", "messages per s", Baseline: "akka 100"),
        new("kernel, threaded driver", "threaded 100", "messages per s", Baseline: "akka 100"),
        new("plain Akka.NET", "akka 100", "messages per s"),
        new("one pair, one in flight: kernel, Akka driver", "adapter 1", "messages per s", Baseline: "akka 1"),
        new("kernel, threaded driver", "threaded 1", "messages per s", Baseline: "akka 1"),
        new("plain Akka.NET", "akka 1", "messages per s"),
    ];

    private static Row Api(string title, string figure, double peer, string? baseline = null) =>
        new(title, figure, "per s", peer, baseline);

    private static Row Processor(string title, string figure, double peer, string? baseline = null) =>
        new(title, figure, "ms", peer, baseline, LessIsBetter: true);

    private static Row P99(string title, string figure, double peer) =>
        new(title, figure, "ms", peer, LessIsBetter: true);
}
