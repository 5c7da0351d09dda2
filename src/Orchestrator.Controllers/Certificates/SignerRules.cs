using Orchestrator.Api.Certificates.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Controllers.Certificates;

/// <summary>What each of the cluster's signers asks of a request. Pure.</summary>
/// <remarks>A fault is what is wrong with the request; null: the signer would sign it.</remarks>
public static class SignerRules
{
    public const string NodesGroup = "system:nodes";
    public const string NodePrefix = "system:node:";

    /// <summary>Whether we sign for that name at all.</summary>
    public static bool IsOurs(string signerName) => signerName is SignerNames.KubeApiServerClient
        or SignerNames.KubeApiServerClientKubelet or SignerNames.KubeletServing;

    public static string? Fault(string signerName, SigningRequest request, ValueList<string> usages)
    {
        if (!request.HasPlainSubject)
            return "subject must have at most one common name, and no relative name of several elements";
        return signerName switch
        {
            SignerNames.KubeApiServerClient => ClientFault(usages),
            SignerNames.KubeApiServerClientKubelet => KubeletClientFault(request, usages),
            SignerNames.KubeletServing => KubeletServingFault(request, usages),
            _ => $"unrecognized signerName: {GoText.Quote(signerName)}",
        };
    }

    private static string? ClientFault(ValueList<string> usages)
    {
        foreach (var usage in usages)
        {
            if (usage is not (KeyUsages.DigitalSignature or KeyUsages.KeyEncipherment or KeyUsages.ClientAuth))
                return $"invalid usage for client certificate: {usage}";
        }
        return usages.Contains(KeyUsages.ClientAuth)
            ? null
            : $"missing required usage for client certificate: {KeyUsages.ClientAuth}";
    }

    private static string? KubeletClientFault(SigningRequest request, ValueList<string> usages)
    {
        var names = request.Names;
        return NodeFault(request, names switch
        {
            { Dns.IsEmpty: false } => "DNS subjectAltNames are not allowed",
            { Emails.IsEmpty: false } => "Email subjectAltNames are not allowed",
            { Addresses.IsEmpty: false } => "IP subjectAltNames are not allowed",
            { Uris.IsEmpty: false } => "URI subjectAltNames are not allowed",
            _ => null,
        }) ?? UsageFault(usages, KeyUsages.ClientAuth);
    }

    private static string? KubeletServingFault(SigningRequest request, ValueList<string> usages)
    {
        var names = request.Names;
        return NodeFault(request, names switch
        {
            { Dns.IsEmpty: true, Addresses.IsEmpty: true } => "DNS or IP subjectAltName is required",
            { Emails.IsEmpty: false } => "Email subjectAltNames are not allowed",
            { Uris.IsEmpty: false } => "URI subjectAltNames are not allowed",
            _ => null,
        }) ?? UsageFault(usages, KeyUsages.ServerAuth);
    }

    private static string? NodeFault(SigningRequest request, string? namesFault)
    {
        if (request.Organizations != [NodesGroup])
            return "subject organization is not system:nodes";
        if (namesFault is not null)
            return namesFault;
        return request.CommonName.Length > NodePrefix.Length
            && request.CommonName.StartsWith(NodePrefix, StringComparison.Ordinal)
                ? null
                : "subject common name does not begin with system:node:";
    }

    // Key encipherment is for RSA keys, and may be left out.
    private static string? UsageFault(ValueList<string> usages, string purpose)
    {
        string[] all = [purpose, KeyUsages.DigitalSignature, KeyUsages.KeyEncipherment];
        var given = usages.Distinct().Order(StringComparer.Ordinal).ToList();
        Array.Sort(all, StringComparer.Ordinal);
        return given.SequenceEqual(all) || given.SequenceEqual(all.Where(u => u != KeyUsages.KeyEncipherment))
            ? null
            : $"usages did not match [{string.Join(' ', all)}]";
    }
}
