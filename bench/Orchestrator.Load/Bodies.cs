using System.Globalization;
using System.Text;

namespace Orchestrator.Load;

/// <summary>Request bodies, built once per scenario; only the name differs between two of them.</summary>
public sealed class Bodies
{
    private const string Slot = "0000000";

    private readonly byte[] _template;
    private readonly int _slot;

    private Bodies(string json)
    {
        _template = Encoding.UTF8.GetBytes(json);
        _slot = _template.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Slot));
    }

    /// <param name="size">Bytes of data beside the metadata.</param>
    public static Bodies ConfigMap(int size) => new($$$"""
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{Name(0)}}}"},
        "data":{"value":"{{{Filler(size)}}}"}}
        """);

    /// <summary>A Pod that no scheduler takes, so that only the API works on it.</summary>
    public static Bodies IdlePod(int size) => Pod(size, ",\"schedulerName\":\"none\"");

    /// <summary>A Pod that fits any Node, tainted ones too: taints come and go with Nodes that only exist as
    /// objects.</summary>
    public static Bodies SchedulablePod() => Pod(64, ",\"tolerations\":[{\"operator\":\"Exists\"}]");

    public static Bodies Node() => new("""
        {"apiVersion":"v1","kind":"Node","metadata":{"name":"load-0000000","labels":{
        "kubernetes.io/hostname":"load-node","topology.kubernetes.io/zone":"zone-a"}},
        "status":{"capacity":{"cpu":"32","memory":"128Gi","pods":"110"},
        "allocatable":{"cpu":"32","memory":"128Gi","pods":"110"},"conditions":[{"type":"Ready","status":"True",
        "reason":"KubeletReady","message":"ready"}]}}
        """);

    public static byte[] Deployment(string name, int replicas) => Encoding.UTF8.GetBytes($$$$$"""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{{{{name}}}}}"},
        "spec":{"replicas":{{{{{replicas}}}}},"selector":{"matchLabels":{"app":"{{{{{name}}}}}"}},
        "template":{"metadata":{"labels":{"app":"{{{{{name}}}}}"}},
        "spec":{"terminationGracePeriodSeconds":0,
        "containers":[{"name":"main","image":"pause","command":["sleep","3600"]}]}}}}
        """);

    public static byte[] Namespace(string name) =>
        Encoding.UTF8.GetBytes($$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{name}}}"}}""");

    public static byte[] DataPatch(int number, int size) =>
        Encoding.UTF8.GetBytes($$$"""{"data":{"value":"{{{Name(number)}}}{{{Filler(size)}}}"}}""");

    /// <summary>The name of object <paramref name="number"/>: <c>load-</c> and seven digits.</summary>
    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"load-{number:0000000}");

    public byte[] Of(int number)
    {
        var body = _template.AsSpan().ToArray();
        for (var at = _slot + Slot.Length - 1; at >= _slot; at--)
        {
            body[at] = (byte)('0' + number % 10);
            number /= 10;
        }
        return body;
    }

    private static Bodies Pod(int size, string placement) => new($$$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{{Name(0)}}}}","labels":{"app":"load"},"annotations":{
        "load/filler":"{{{{Filler(size)}}}}"}},"spec":{"terminationGracePeriodSeconds":0{{{{placement}}}},
        "containers":[{"name":"main","image":"pause","command":["sleep","3600"],
        "resources":{"requests":{"cpu":"10m","memory":"16Mi"}}}]}}
        """);

    private static string Filler(int size) => new('x', size);
}
