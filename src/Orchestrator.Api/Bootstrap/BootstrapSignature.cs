using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Api.Bootstrap;

/// <summary>The signature by which whoever knows a token's secret can tell that cluster-info comes from its cluster: a
/// JSON Web Signature, HS256, whose content is left out (RFC 7515, appendix F).</summary>
/// <remarks><c>eyJhbGciOiJIUzI1NiIsImtpZCI6ImFiY2RlZiJ9..SIGNATURE</c>: header, nothing, signature.</remarks>
public static class BootstrapSignature
{
    // Kubernetes' library wants keys of this length; HMAC itself fills short ones with zeros to the same effect.
    private const int KeyLengthMin = 32;

    /// <param name="content">What is signed: the kubeconfig, to the byte.</param>
    public static string Of(string content, BootstrapToken token)
    {
        var header = Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes($$"""{"alg":"HS256","kid":"{{token.Id}}"}"""));
        var payload = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content));
        var secret = Encoding.UTF8.GetBytes(token.Secret);
        if (secret.Length < KeyLengthMin)
            Array.Resize(ref secret, KeyLengthMin);
        var signature = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes($"{header}.{payload}"));
        return $"{header}..{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Whether the signature is this token's for that content; takes as long whatever the answer.</summary>
    public static bool IsValid(string signature, string content, BootstrapToken token) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Of(content, token)));
}
