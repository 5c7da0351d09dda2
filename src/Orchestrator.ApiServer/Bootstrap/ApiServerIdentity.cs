using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Orchestrator.Api;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.ApiServer.Bootstrap;

/// <summary>One control plane among others: its identity Lease <c>kube-system/apiserver-&lt;hash&gt;</c>, as Kubernetes
/// names it. Pure.</summary>
/// <param name="Host">The machine's name, or what the process is called instead, as a Node's may be.</param>
/// <param name="Address">Where its API is reached; part of the hash, as several may run on one machine.</param>
/// <param name="Instance">Unique for each start.</param>
public sealed record ApiServerIdentity(string Host, IPEndPoint Address, string Instance)
{
    public const string Namespace = "kube-system";
    public const string IdentityLabel = "apiserver.kubernetes.io/identity";
    public const string IdentityValue = "kube-apiserver";
    public const string AddressAnnotation = "apiserver.orchestrator/advertise-address";

    private const string HostLabel = "kubernetes.io/hostname";
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";
    private const int HashBytes = 16;

    /// <summary>Such as <c>apiserver-b6c2…</c>, the same at each start.</summary>
    public string Name { get; } = $"apiserver-{Hash($"{Host}\n{Address}")}";

    public ObjectKey Key => new(Namespace, Name);

    /// <summary>Who holds the Lease: another one at each start.</summary>
    public string Holder => $"{Name}_{Instance}";

    /// <summary>The address that a Lease tells; null where it tells none that can be read.</summary>
    public static IPEndPoint? AddressOf(Lease lease) =>
        IPEndPoint.TryParse(lease.Metadata.Annotations[AddressAnnotation] ?? "", out var address) ? address : null;

    /// <summary>The Lease as it is to be now.</summary>
    /// <param name="current">As it is; null where there is none.</param>
    public Lease Renewed(Lease? current, DateTimeOffset now, TimeSpan lasts)
    {
        var lease = current ?? new Lease { Metadata = new() { Name = Name, Namespace = Namespace } };
        var isOurs = lease.Spec.HolderIdentity == Holder;
        return lease with
        {
            Metadata = lease.Metadata with
            {
                Labels = lease.Metadata.Labels.With(IdentityLabel, IdentityValue).With(HostLabel, Host),
                Annotations = lease.Metadata.Annotations.With(AddressAnnotation, Address.ToString()),
            },
            Spec = lease.Spec with
            {
                HolderIdentity = Holder,
                LeaseDurationSeconds = (int)lasts.TotalSeconds,
                AcquireTime = isOurs ? lease.Spec.AcquireTime : (MicroTime)now,
                RenewTime = (MicroTime)now,
            },
        };
    }

    // Without padding, in lower case, as Kubernetes writes it: a DNS label.
    private static string Hash(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes);
        var name = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var part in hash)
        {
            bits = ((bits << 8) | part) & 0xFFF;
            for (count += 8; count >= 5; count -= 5)
                name.Append(Base32[(bits >> (count - 5)) & 31]);
        }
        if (count > 0)
            name.Append(Base32[(bits << (5 - count)) & 31]);
        return name.ToString();
    }
}
