using System.Text;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Validation;

/// <summary>What validation found, in order; becomes the causes of a 422 Status.</summary>
public sealed class FieldErrors
{
    private readonly List<FieldError> _found = [];

    public IReadOnlyList<FieldError> Found => _found;

    public bool Any => _found.Count > 0;

    /// <summary>All as one line, each once; in brackets where there are several:
    /// <c>[a: Required value, b: …]</c>.</summary>
    public string Summary
    {
        get
        {
            var lines = _found.Select(error => error.ToString()).Distinct(StringComparer.Ordinal).ToList();
            return lines.Count > 1 ? $"[{string.Join(", ", lines)}]" : string.Concat(lines);
        }
    }

    public void Add(FieldError error) => _found.Add(error);

    public void Required(FieldPath field, string detail = "") =>
        Add("FieldValueRequired", field, "Required value", detail);

    public void Invalid(FieldPath field, object? value, string detail) =>
        Add("FieldValueInvalid", field, $"Invalid value: {GoText.Value(value)}", detail);

    /// <summary>A whole record that is wrong; the message shows it as JSON.</summary>
    public void Invalid<T>(FieldPath field, T value, string detail)
        where T : class, IApiType<T> =>
        Add("FieldValueInvalid", field, $"Invalid value: {Json(value)}", detail);

    /// <summary>One error per message, all about the same value.</summary>
    public void Invalid(FieldPath field, object? value, ValueList<string> details)
    {
        foreach (var detail in details)
            Invalid(field, value, detail);
    }

    /// <summary>A value of the wrong JSON type.</summary>
    public void TypeInvalid(FieldPath field, object? value, string detail) =>
        Add("FieldValueTypeInvalid", field, $"Invalid value: {GoText.Value(value)}", detail);

    /// <summary>Null or empty: required. None of those supported: not supported.</summary>
    public void OneOf(FieldPath field, string? value, params ReadOnlySpan<string> supported)
    {
        if (string.IsNullOrEmpty(value))
            Required(field);
        else if (!supported.Contains(value))
            NotSupported(field, value, supported);
    }

    public void NonNegative(FieldPath field, long value)
    {
        if (value < 0)
            Invalid(field, value, "must be greater than or equal to 0");
    }

    public void NotSupported(FieldPath field, object? value, params ReadOnlySpan<string> supported) =>
        AddNotSupported(field, GoText.Value(value), supported);

    /// <summary>As <see cref="NotSupported(FieldPath, object?, ReadOnlySpan{string})"/>, of a whole record.</summary>
    public void NotSupported<T>(FieldPath field, T value, params ReadOnlySpan<string> supported)
        where T : class, IApiType<T> => AddNotSupported(field, Json(value), supported);

    public void Forbidden(FieldPath field, string detail) => Add("FieldValueForbidden", field, "Forbidden", detail);

    public void Duplicate(FieldPath field, object? value, string detail = "") =>
        Add("FieldValueDuplicate", field, $"Duplicate value: {GoText.Value(value)}", detail);

    /// <summary>A whole record that is there twice; the message shows it as JSON.</summary>
    public void Duplicate<T>(FieldPath field, T value, string detail = "")
        where T : class, IApiType<T> =>
        Add("FieldValueDuplicate", field, $"Duplicate value: {Json(value)}", detail);

    public void NotFound(FieldPath field, object? value, string detail = "") =>
        Add("FieldValueNotFound", field, $"Not found: {GoText.Value(value)}", detail);

    /// <param name="max">The most bytes allowed.</param>
    public void TooLong(FieldPath field, int max) =>
        Add("FieldValueTooLong", field, "Too long", $"may not be more than {max} bytes");

    public void TooMany(FieldPath field, int actual, int max) =>
        Add("FieldValueTooMany", field, $"Too many: {actual}", $"must have at most {max} items");

    public void InternalError(FieldPath field, string detail) => Add("InternalError", field, "Internal error", detail);

    private void AddNotSupported(FieldPath field, string value, ReadOnlySpan<string> supported)
    {
        var names = new List<string>();
        foreach (var name in supported)
            names.Add(GoText.Quote(name));
        var detail = names.Count == 0 ? "" : $"supported values: {string.Join(", ", names)}";
        Add("FieldValueNotSupported", field, $"Unsupported value: {value}", detail);
    }

    private static string Json<T>(T value)
        where T : class, IApiType<T> => Encoding.UTF8.GetString(JsonCodec.Write(value));

    private void Add(string reason, FieldPath field, string message, string detail) =>
        Add(new FieldError(reason, field.ToString(), detail.Length == 0 ? message : $"{message}: {detail}"));
}
