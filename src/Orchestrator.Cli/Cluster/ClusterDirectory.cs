using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Cli.Cluster;

/// <summary>Where a launched cluster keeps its members, and what it knows of them.</summary>
/// <remarks>Several commands may be at it at once: every change is made under a lock and written whole.</remarks>
public sealed class ClusterDirectory(string root)
{
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LockMax = TimeSpan.FromSeconds(10);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public string Root { get; } = Path.GetFullPath(root);

    public string Kubeconfig => Path.Combine(Root, "admin.kubeconfig");

    private string File => Path.Combine(Root, "cluster.json");

    public string Member(string name) => Path.Combine(Root, name);

    /// <summary>A control plane's own, which it renews.</summary>
    public string MemberKubeconfig(string name) => Path.Combine(Member(name), "admin.kubeconfig");

    /// <summary>What a member wrote to standard error, over all its starts.</summary>
    public string Log(string name) => Path.Combine(Root, "logs", $"{name}.log");

    /// <summary>What it wrote to standard output since it was last started.</summary>
    public string Output(string name) => Path.Combine(Root, "logs", $"{name}.out");

    /// <exception cref="ClusterException">It cannot be made.</exception>
    public void Prepare()
    {
        try
        {
            Directory.CreateDirectory(Path.Combine(Root, "logs"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException(
                $"the directory {Root} cannot be made: {error.Message} Choose another with --data.");
        }
    }

    /// <exception cref="ClusterException">There is no cluster here, or its file cannot be read.</exception>
    public ClusterRecord Load() => Read()
        ?? throw new ClusterException(
            $"there is no cluster in {Root}: 'orchestrator cluster up --data {Root}' makes one; --data names another");

    /// <summary>Null where there is no cluster yet.</summary>
    /// <exception cref="ClusterException">Its file cannot be read.</exception>
    public ClusterRecord? Read()
    {
        try
        {
            return System.IO.File.Exists(File)
                ? JsonSerializer.Deserialize<ClusterRecord>(System.IO.File.ReadAllText(File), Json)
                : null;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ClusterException(
                $"{File} cannot be read: {error.Message} End the processes it names, remove it, and start again.");
        }
    }

    public async Task WriteAsync(ClusterRecord record)
    {
        await using var held = await LockAsync(File);
        Replace(record);
    }

    public async Task<ClusterRecord> UpdateAsync(Func<ClusterRecord, ClusterRecord> change)
    {
        await using var held = await LockAsync(File);
        var changed = change(Load());
        Replace(changed);
        return changed;
    }

    /// <summary>Until it is disposed no other command starts a member of an Akka cluster, so that one of them founds
    /// it.</summary>
    public async Task<IAsyncDisposable> HoldStartsAsync() => await LockAsync(Path.Combine(Root, "starts"));

    private void Replace(ClusterRecord record)
    {
        var fresh = File + ".new";
        System.IO.File.WriteAllText(fresh, JsonSerializer.Serialize(record, Json));
        System.IO.File.Move(fresh, File, overwrite: true);
    }

    private static async Task<FileStream> LockAsync(string what)
    {
        var until = DateTime.UtcNow + LockMax;
        while (true)
        {
            try
            {
                return new FileStream(what + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (DateTime.UtcNow < until)
            {
                await Task.Delay(LockPause);
            }
        }
    }
}
