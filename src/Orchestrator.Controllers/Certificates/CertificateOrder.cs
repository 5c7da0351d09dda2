using Orchestrator.Api.Certificates.V1;

namespace Orchestrator.Controllers.Certificates;

/// <summary>One certificate as it is to be issued; everything that chance or the clock decides is in it.</summary>
/// <param name="Request">Subject, alternative names and key are taken from it, nothing else.</param>
/// <param name="Usages">Names as in <see cref="KeyUsages"/>.</param>
/// <param name="Serial">16 bytes, big-endian, positive.</param>
public sealed record CertificateOrder(
    SigningRequest Request, ValueList<string> Usages, DateTimeOffset NotBefore, DateTimeOffset NotAfter,
    ReadOnlyMemory<byte> Serial);
