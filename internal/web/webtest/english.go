package webtest

import "regexp"

// english are words of user interfaces that no Vietnamese text has, with or
// without marks. "in", "to", "do", "an", "con", "on", "hay" are Vietnamese.
var english = regexp.MustCompile(`(?i)\b(the|and|with|without|from|this|that|these|your|you|please|are|was|were|not|all|any|each|none|unknown|missing|` +
	`save|saved|cancel|submit|submitted|delete|remove|edit|add|new|create|update|upload|download|search|filter|reset|apply|print|export|import|` +
	`open|close|back|next|previous|prev|first|last|more|less|show|hide|view|details?|settings?|options?|select|choose|loading|wait|retry|` +
	`error|errors|warning|success|failed|failure|invalid|required|optional|forbidden|unauthorized|expired|page|pages|home|menu|help|about|` +
	`login|logout|log in|log out|sign in|sign out|user|users|username|password|account|session|role|roles|name|date|time|day|month|year|` +
	`status|state|draft|accepted|returned|report|reports|unit|units|team|teams|total|value|number|note|notes|reason|history|yes|no results|ok)\b`)

// notEnglish are commands and proper names that stand on screens as they are.
var notEnglish = regexp.MustCompile(`thidua( [a-z]+)+|https?://\S+|Microsoft Edge|Samsung Internet|Page (Up|Down)|Home\b|Enter|Tab`)

// English is the first English word of a text people read, "" where there is
// none.
func English(text string) string {
	return english.FindString(notEnglish.ReplaceAllString(text, ""))
}
