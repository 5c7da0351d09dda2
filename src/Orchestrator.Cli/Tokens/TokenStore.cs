using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Api;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Hosting.Joining;

namespace Orchestrator.Cli.Tokens;

/// <summary>The cluster's bootstrap tokens, through its API.</summary>
internal sealed class TokenStore(IApiClient api)
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    private const int SignAttempts = 5;

    /// <summary>A token nobody can guess.</summary>
    public static BootstrapToken Random() => new(
        RandomNumberGenerator.GetString(Alphabet, BootstrapToken.IdLength),
        RandomNumberGenerator.GetString(Alphabet, BootstrapToken.SecretLength));

    /// <summary>Makes it, and signs cluster-info with it: it can be used at once, even while no control plane leads the
    /// controller that signs.</summary>
    /// <exception cref="TokenException">There is one of that id.</exception>
    public async Task CreateAsync(BootstrapTokenSecret token)
    {
        try
        {
            await api.CreateAsync(token.ToSecret());
        }
        catch (StatusException error) when (error.IsAlreadyExists)
        {
            throw new TokenException($"a token with id \"{token.Token.Id}\" already exists");
        }
        if (token.MaySign)
            await SignAsync(token.Token);
    }

    private async Task SignAsync(BootstrapToken token)
    {
        for (var attempt = 1; attempt <= SignAttempts; attempt++)
        {
            try
            {
                var info = await api.GetAsync<ConfigMap>(ClusterInfo.Key);
                var name = ClusterInfo.SignaturePrefix + token.Id;
                if (info.Data[name] is not null || info.Data[ClusterInfo.KubeconfigKey] is not { } text)
                    return;
                await api.UpdateAsync(info with { Data = info.Data.With(name, BootstrapSignature.Of(text, token)) });
                return;
            }
            catch (StatusException error) when (error.IsNotFound)
            {
                return;
            }
            catch (StatusException error) when (error.IsConflict)
            {
                // The controller was quicker, and may have signed with this one too.
            }
        }
    }

    public async Task<List<BootstrapTokenSecret>> ListAsync()
    {
        var secrets = await api.ListAsync<Secret>(new ListQuery
        {
            Namespace = BootstrapTokenSecret.Namespace,
            FieldSelector = $"type={BootstrapTokenSecret.Type}",
        });
        return [.. secrets.Items.Select(
            item => BootstrapTokenSecret.Read((Secret)item)).OfType<BootstrapTokenSecret>()];
    }

    /// <exception cref="TokenException">There is none of that id.</exception>
    public async Task DeleteAsync(string id)
    {
        try
        {
            await api.DeleteAsync<Secret>(new ObjectKey(
                BootstrapTokenSecret.Namespace, BootstrapTokenSecret.NameOf(id)));
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            throw new TokenException($"there is no token with id \"{id}\"");
        }
    }

    /// <summary>Where new nodes are to join: the control planes' common endpoint, where there is one.</summary>
    /// <param name="asked">Where these calls go.</param>
    public async Task<Uri> ServerAsync(Uri asked)
    {
        try
        {
            var settings = ClusterSettings.Of(await api.GetAsync<ConfigMap>(ClusterSettings.Key));
            return settings.ControlPlaneEndpoint.Length > 0
                ? new Uri($"https://{settings.ControlPlaneEndpoint}")
                : asked;
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            return asked;
        }
    }

    /// <summary>What a new node runs.</summary>
    public static string JoinCommand(Uri server, X509Certificate2Collection authorities, BootstrapToken token)
    {
        var pins = authorities.Select(authority => $" --ca-cert-hash {AuthorityPin.Of(authority)}");
        return $"orchestrator join {server.GetLeftPart(UriPartial.Path).TrimEnd('/')} --token "
            + $"{token}{string.Concat(pins)}";
    }
}

/// <summary>What cannot be done, in words for the user.</summary>
internal sealed class TokenException(string message) : Exception(message);
