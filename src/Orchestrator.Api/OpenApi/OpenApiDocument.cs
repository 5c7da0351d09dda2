using System.Security.Cryptography;

namespace Orchestrator.Api.OpenApi;

/// <summary>A finished document and what tells it from others.</summary>
public sealed class OpenApiDocument
{
    internal OpenApiDocument(byte[] content)
    {
        Content = content;
        Hash = Convert.ToHexString(SHA256.HashData(content));
    }

    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Upper-case hex; the ETag, and the <c>hash</c> in the index of version 3.</summary>
    public string Hash { get; }
}
