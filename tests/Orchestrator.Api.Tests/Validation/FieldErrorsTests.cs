using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Tests.Validation;

public class FieldErrorsTests
{
    private static readonly FieldPath Path = FieldPath.Of("spec").Child("items").Index(2).Key("a.b").Child("name");

    public static TheoryData<string, string> Rows => new()
    {
        { "required", "FieldValueRequired|Required value: must specify a name" },
        { "required-bare", "FieldValueRequired|Required value" },
        { "invalid-text", "FieldValueInvalid|Invalid value: \"a\\\"b\\n\": wrong" },
        { "invalid-number", "FieldValueInvalid|Invalid value: 70000: wrong" },
        { "invalid-bool", "FieldValueInvalid|Invalid value: true: wrong" },
        { "invalid-null", "FieldValueInvalid|Invalid value: null: wrong" },
        { "invalid-record", "FieldValueInvalid|Invalid value: {\"matchLabels\":{\"a\":\"b\"}}: wrong" },
        { "notsupported", "FieldValueNotSupported|Unsupported value: \"x\": supported values: \"a\", \"b\"" },
        { "forbidden", "FieldValueForbidden|Forbidden: not here" },
        { "duplicate", "FieldValueDuplicate|Duplicate value: \"x\"" },
        { "notfound", "FieldValueNotFound|Not found: \"x\"" },
        { "toolong", "FieldValueTooLong|Too long: may not be more than 10 bytes" },
        { "toomany", "FieldValueTooMany|Too many: 5: must have at most 3 items" },
        { "typeinvalid", "FieldValueTypeInvalid|Invalid value: \"x\": must be a number" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Add_HasKubernetesReasonAndMessage(string name, string expected)
    {
        var errors = new FieldErrors();
        Add(name, errors);
        var error = Assert.Single(errors.Found);
        Assert.Equal(expected, $"{error.Reason}|{error.Message}");
        Assert.Equal("spec.items[2][a.b].name", error.Field);
    }

    [Fact]
    public void Summary_Several_StandInBracketsOnceEach()
    {
        var errors = new FieldErrors();
        Assert.Equal("", errors.Summary);
        errors.Required(FieldPath.Of("a"));
        Assert.Equal("a: Required value", errors.Summary);
        errors.Required(FieldPath.Of("a"));
        errors.Required(FieldPath.Of("b"));
        Assert.Equal("[a: Required value, b: Required value]", errors.Summary);
    }

    private static void Add(string name, FieldErrors errors)
    {
        switch (name)
        {
            case "required": errors.Required(Path, "must specify a name"); break;
            case "required-bare": errors.Required(Path); break;
            case "invalid-text": errors.Invalid(Path, "a\"b\n", "wrong"); break;
            case "invalid-number": errors.Invalid(Path, 70000, "wrong"); break;
            case "invalid-bool": errors.Invalid(Path, true, "wrong"); break;
            case "invalid-null": errors.Invalid(Path, (object?)null, "wrong"); break;
            case "invalid-record":
                errors.Invalid(Path, new LabelSelector { MatchLabels = ValueMap.Of(("a", "b")) }, "wrong");
                break;
            case "notsupported": errors.NotSupported(Path, "x", "a", "b"); break;
            case "forbidden": errors.Forbidden(Path, "not here"); break;
            case "duplicate": errors.Duplicate(Path, "x"); break;
            case "notfound": errors.NotFound(Path, "x"); break;
            case "toolong": errors.TooLong(Path, 10); break;
            case "toomany": errors.TooMany(Path, 5, 3); break;
            case "typeinvalid": errors.TypeInvalid(Path, "x", "must be a number"); break;
        }
    }
}
