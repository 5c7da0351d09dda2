using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Postgres;

/// <summary>The server's and the connection's errors as the journal's, each with what to do about it.</summary>
internal static class PostgresErrors
{
    /// <param name="error">What a call to the server threw.</param>
    /// <param name="name">The database, as <see cref="PostgresConnectionString.NameOf"/> gives it.</param>
    public static Exception Translate(Exception error, string name) => error switch
    {
        JournalException => error,
        PostgresException answer => OfState(answer, name),
        NpgsqlException { InnerException: PostgresException answer } => OfState(answer, name),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => new JournalException(
            $"{name} did not answer in time; check its load and the network", error),
        NpgsqlException { InnerException: AuthenticationException refused } => new JournalException(
            $"{name} shows no certificate that is trusted here: {refused.Message}; name its authority with "
            + "sslrootcert, or see to the certificate", error),
        // Given up by the client itself, before or after a word with the server: a password that is missing, TLS that
        // one side wants and the other has not.
        NpgsqlException { InnerException: null } => new JournalException(
            $"{name} cannot be used: {error.Message}; check the connection string and how the server lets users in",
            error),
        NpgsqlException or IOException or SocketException => new JournalException(
            $"{name} cannot be reached or closed the connection: {Deepest(error).Message}; check that it runs, and the "
            + "network", error),
        _ => error,
    };

    private static JournalException OfState(PostgresException error, string name) => error.SqlState switch
    {
        PostgresErrorCodes.DiskFull => new JournalFullException(
            $"no space is left for {name}: free some; nothing that was acknowledged is lost", error),
        PostgresErrorCodes.ReadOnlySqlTransaction => new JournalReadOnlyException(
            $"{name} cannot be written to: {error.MessageText}; name the primary", error),
        PostgresErrorCodes.InsufficientPrivilege => new JournalReadOnlyException(
            $"{name} does not let the user do what is needed: {error.MessageText}; the first control plane makes the "
            + "tables journal and snapshot (GRANT CREATE ON SCHEMA), every one reads, adds, changes and deletes rows "
            + "there",
            error),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => new JournalCorruptException(
            $"{name} is damaged: {error.MessageText}; restore it from a backup", error),
        PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedTable
            or PostgresErrorCodes.DatatypeMismatch => new JournalCorruptException(
                $"{name} has a table journal or snapshot of another program: {error.MessageText}; "
                + "name another database", error),
        PostgresErrorCodes.InvalidCatalogName => new JournalException(
            $"{name} does not exist: create it there, with createdb {DatabaseOf(name)} or "
            + $"psql -c 'CREATE DATABASE \"{DatabaseOf(name)}\"' postgres, as a user who may", error),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            new JournalException(
                $"{name} refuses the user: {error.MessageText}; check user and password, and the server's pg_hba.conf",
                error),
        PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable => new JournalException(
            $"{name} did not finish in time: {error.MessageText}; look for a lock or an overload there", error),
        _ => new JournalException($"{name}: {error.MessageText} ({error.SqlState})", error),
    };

    private static string DatabaseOf(string name) => name[(name.LastIndexOf(' ') + 1)..];

    private static Exception Deepest(Exception error)
    {
        while (error.InnerException is { } inner)
            error = inner;
        return error;
    }
}
